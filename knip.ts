import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'bin/*.ts',
    // What the package exports.
    'lib/index.ts',
    // Bundled by lib/lambda-bundles.ts, by name.
    'lambdas/{voice,events,sampler,provisioner}.ts',
    // Bundled by local/console/server/page.ts.
    'local/console/app/main.tsx',
    // Read as text, and run by CloudFront.
    'lib/fallback-handler.js',
    // What bench/cold measures beside the service.
    'bench/cold/handlers/*',
    'test/**/*.test.ts',
    // Run by the test beside it.
    'test/steps/hold/entered-files.ts',
    // Run by Playwright as if it were Firefox.
    'test/browser/support/firefox-for-playwright.mjs',
    'test/openapi/*.openapi.ts',
    'test/**/*.rehearsal.ts',
  ],
  // A value that is exported has types that are, or no declaration could name them.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Each is asked for by one tier, which is skipped where it is missing.
  ignoreBinaries: ['java', 'njs', 'sipp', 'pkg-config', 'gcc', 'openssl'],
  // Installed by bench/cold itself, apart from `npm ci`.
  ignoreDependencies: ['@aws-sdk/lib-dynamodb'],
  project: ['{bin,lib,lambdas,local,bench,config,test}/**/*.{ts,tsx,mjs,cjs}'],
};

export default config;
