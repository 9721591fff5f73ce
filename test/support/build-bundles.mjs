import { tsImport } from 'tsx/esm/api';

/** Jest's global setup, which Jest runs outside its own transforms: the tests run the very bundles that are deployed. */
export default async function buildOnce() {
  const { buildBundles } = await tsImport('../../lib/lambda-bundles.ts', import.meta.url);
  const { testBundles } = await tsImport('./test-bundles.ts', import.meta.url);
  await buildBundles({ outDir: testBundles });
}
