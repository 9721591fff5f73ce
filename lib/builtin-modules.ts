import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMES = builtinModules.map((name) => name.replace(/^node:/, '')).join('|');

/**
 * Takes Node's own modules through `process.getBuiltinModule` (Node >= 20.16) instead of an import: importing one makes
 * Node build a facade with all its names, and so load what they stand for, as `undici` for `http`. What it brings: `npm run bench:cold -- --ablation`.
 */
export const builtinModulesOnDemand: Plugin = {
  name: 'builtin-modules-on-demand',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(?:node:)?(?:${NAMES})$`) }, ({ path }) => ({
      path: path.replace(/^(?:node:)?/, 'node:'),
      namespace: 'builtin',
    }));
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
