export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/esbuild-transform.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out/'],
  globalSetup: '<rootDir>/test/support/build-bundles.mjs',
};
