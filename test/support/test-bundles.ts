/** Where `npm test` builds the bundles that the tests run; relative to the project. */
export const testBundles = '.cache/test-bundles';
