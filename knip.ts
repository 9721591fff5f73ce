import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'bin/*.ts',
    // Bundled by lib/lambda-bundles.ts, by name.
    'lambdas/{voice,events,sampler}.ts',
    // Bundled by local/console/server/page.ts.
    'local/console/app/main.tsx',
    'test/**/*.test.ts',
  ],
  project: ['{bin,lib,lambdas,local,bench,config,test}/**/*.{ts,tsx,mjs,cjs}'],
};

export default config;
