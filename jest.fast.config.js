import everything from './jest.config.js';

/** `npm test`, for every save: not the whole calls, nor any suite of more than ten seconds, which `npm run test:slow` runs. */
export default {
  ...everything,
  testPathIgnorePatterns: [
    ...everything.testPathIgnorePatterns,
    '/test/(calls|journeys|lives)/',
    '\\.slow\\.test\\.ts$',
  ],
};
