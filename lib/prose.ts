import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const forPeople = new Set(['from', 'meaning', 'normal', 'note', 'drawn']);

/** Leaves out of a function what only people read in the catalogues of metrics and messages. */
export const withoutProse: Plugin = {
  name: 'without-prose',
  setup(build) {
    build.onLoad({ filter: /lambdas[\\/]log[\\/][\w-]+\.json$/ }, ({ path }) => {
      const rows: unknown = JSON.parse(readFileSync(path, 'utf8'));
      const contents = JSON.stringify(rows, (key, value) => (forPeople.has(key) ? undefined : value));
      return { contents, loader: 'json' };
    });
  },
};
