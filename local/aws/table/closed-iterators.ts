import { createRequire } from 'node:module';

interface Iterator {
  close(): Promise<void>;
  return?: () => Promise<void>;
}

const require = createRequire(import.meta.url);

/** The iterators of the store that dynalite uses. */
export const { AbstractValueIterator: StoredItems } = createRequire(require.resolve('dynalite'))('abstract-level') as {
  AbstractValueIterator: { prototype: Iterator };
};

/**
 * dynalite 4.0.0 ends an iterator with `return`, which the iterators of abstract-level 2 lack, so it never closes one. Each query
 * would then hold on to the table as it was at that moment.
 */
export function closeIterators(): void {
  StoredItems.prototype.return ??= function (this: Iterator) {
    return this.close();
  };
}
