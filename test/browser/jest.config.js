export default {
  testEnvironment: 'node',
  testTimeout: 120_000,
  maxWorkers: 1,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/esbuild-transform.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out/'],
};
