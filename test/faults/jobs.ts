import { type EdgeFault, faultPairs, singleFaults } from './edge-faults.ts';
import { variants } from './variants.ts';

/** Faults, one or two, that some of the variants meet on one instance, one after the other. */
export interface Job {
  kind: 'single' | 'pair';
  /** Its place among the single faults, or among the pairs. */
  index: number;
  fromVariant: number;
  toVariant: number;
}

export function faultsOf({ kind, index }: Job): readonly EdgeFault[] {
  const single = singleFaults[index];
  return kind === 'pair' ? (faultPairs[index] ?? []) : single ? [single] : [];
}

/** So many variants in a row: behind a fault that hangs, a row takes some ten seconds. */
const ROW = 12;

/** Every variant with every single fault and every pair. */
export function allJobs(): Job[] {
  const rowsOf = (kind: Job['kind'], index: number) => {
    const rows: Job[] = [];
    for (let from = 0; from < variants.length; from += ROW)
      rows.push({ kind, index, fromVariant: from, toVariant: Math.min(from + ROW, variants.length) });
    return rows;
  };
  return [
    ...singleFaults.flatMap((_, index) => rowsOf('single', index)),
    ...faultPairs.flatMap((_, index) => rowsOf('pair', index)),
  ];
}

/** A function looks at its secrets again every five minutes: these want a clock that runs fast enough for that. */
export function wantsRefreshes(job: Job): boolean {
  return faultsOf(job).some(({ party, cold }) => party === 'secrets' && !cold);
}

export const isCold = (job: Job): boolean => faultsOf(job).some(({ cold }) => cold);
