import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const forPeople = new Set(['from', 'meaning', 'normal', 'note', 'drawn']);

/**
 * Leaves out of a function what only people read: in the catalogues of metrics and messages, and in the schema of a policy. Of the
 * SDK's packages, whose versions are sent along with a request, it leaves the name and the version.
 */
export const withoutProse: Plugin = {
  name: 'without-prose',
  setup(build) {
    build.onLoad({ filter: /lambdas[\\/]log[\\/][\w-]+\.json$/ }, ({ path }) => {
      const rows: unknown = JSON.parse(readFileSync(path, 'utf8'));
      const contents = JSON.stringify(rows, (key, value) => (forPeople.has(key) ? undefined : value));
      return { contents, loader: 'json' };
    });
    // A call of an empty function is removed with its text.
    build.onLoad({ filter: /config[\\/]prose\.ts$/ }, () => ({ contents: 'export function prose() {}' }));
    build.onLoad({ filter: /node_modules[\\/]@aws-sdk[\\/].*package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};
