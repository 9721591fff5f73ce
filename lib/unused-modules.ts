import type { Plugin } from 'esbuild';

const UNUSED = /^(bowser|@aws-sdk\/(credential-provider-(sso|ini|process|web-identity)|token-providers))$/;

/**
 * Leaves out of the AWS SDK what no function loads: `bowser`, which reads user agents in browsers, and credentials from files,
 * processes, single sign-on and web identity, together more than a fifth of a bundle. Lambda puts the role's credentials into
 * environment variables, which the SDK asks first. Should one of these be asked for all the same, the error says so.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const withoutUnusedModules: Plugin = {
  name: 'without-unused-modules',
  setup(build) {
    build.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'unused' }));
    build.onLoad({ filter: /./, namespace: 'unused' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not in the bundle: take it out of lib/unused-modules.ts`)});`,
    }));
  },
};
