import everything from './jest.config.js';

/** `npm run test:slow`: whole calls through the bundles, and every suite of more than ten seconds. */
export default {
  ...everything,
  testMatch: ['<rootDir>/test/{calls,journeys,lives}/**/*.test.ts', '<rootDir>/test/**/*.slow.test.ts'],
};
