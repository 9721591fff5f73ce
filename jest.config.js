/*
 * Test files are ES modules, for which Node wants a flag. Jest's workers have it from here, so that `npx jest FILE` is enough;
 * with --runInBand, Node itself has to be given it.
 */
const { NODE_OPTIONS = '' } = process.env;
process.env.NODE_OPTIONS = `${NODE_OPTIONS} --experimental-vm-modules --disable-warning=ExperimentalWarning --disable-warning=NodeVersionSupportWarning`;

export default {
  testEnvironment: 'node',
  testTimeout: 30_000,
  maxWorkers: '100%',
  // Heaps that have grown over many suites stall for longer than the functions wait for DynamoDB.
  workerIdleMemoryLimit: '1GB',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/esbuild-transform.cjs' },
  // They need Chromium: npm run test:browser.
  testPathIgnorePatterns: ['/node_modules/', '/test/browser/'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out/'],
  globalSetup: '<rootDir>/test/support/build-bundles.mjs',
};
