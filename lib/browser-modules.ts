import type { Plugin } from 'esbuild';

/**
 * Leaves out what the AWS SDK loads in browsers only: `bowser`, which reads user agents, a twentieth of a bundle. Should it ever be
 * asked for in a function, the error says so.
 */
export const withoutBrowserModules: Plugin = {
  name: 'without-browser-modules',
  setup(build) {
    build.onResolve({ filter: /^bowser$/ }, ({ path }) => ({ path, namespace: 'browser' }));
    build.onLoad({ filter: /./, namespace: 'browser' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is for browsers: take it out of lib/browser-modules.ts`)});`,
    }));
  },
};
