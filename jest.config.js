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
