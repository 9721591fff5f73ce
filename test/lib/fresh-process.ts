import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environmentNames } from '../../lambdas/runtime/environment.ts';

/** Where nothing listens: a request that leaves the function fails at once. */
const NOWHERE = 'http://127.0.0.1:1';

const AWS = {
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: NOWHERE,
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: 'key',
};

/**
 * Imports a bundle as `bundle` into a Node process that has the declared environment and no network, and gives back the value
 * of an expression, which may await.
 */
export function inFreshProcess(bundleFolder: string, expression: string): unknown {
  const script = `
    const bundle = await import('${pathToFileURL(join(bundleFolder, 'index.mjs'))}');
    const value = ${expression};
    process.stdout.write('\\n' + JSON.stringify(value), () => process.exit());`;
  const declared = Object.fromEntries(environmentNames.map((name) => [name, NOWHERE]));
  const output = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    env: { ...declared, ...AWS },
    encoding: 'utf8',
  });
  return JSON.parse(output.slice(output.lastIndexOf('\n')));
}
