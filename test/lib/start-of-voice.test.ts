import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environmentNames } from '../../lambdas/runtime/environment.ts';
import { close, collectBody, listen, toListener } from '../../local/world/loopback-server.ts';
import { AUTH_TOKEN, configuration } from '../support/builders.ts';
import { testBundles } from '../support/test-bundles.ts';

const seen = { asked: [] as string[], connections: 0 };
const server = createServer(
  toListener(async (request, response) => {
    await collectBody(request, 100_000);
    seen.asked.push(String(request.headers['x-amz-target']).replace(/^.*\./, ''));
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify({ Items: [], SecretString: JSON.stringify({ authToken: AUTH_TOKEN }) }));
  }),
);
server.on('connection', () => {
  seen.connections += 1;
});
let origin = '';
let folder = '';
beforeAll(async () => {
  origin = `http://127.0.0.1:${await listen(server)}`;
  folder = await mkdtemp(join(tmpdir(), 'voice-'));
  await cp(resolve(import.meta.dirname, '../..', testBundles, 'voice'), folder, { recursive: true });
});
afterAll(async () => {
  await close(server);
  await rm(folder, { recursive: true });
});

/** What the voice function asks of AWS, and over how many connections, until it may take its first call. */
async function startWith(queueCount: number) {
  const config = configuration();
  const [queue] = config.queues;
  const queues = Array.from({ length: queueCount }, (_, index) => ({ ...queue, name: `queue-${index}` }));
  await writeFile(join(folder, 'configuration.json'), JSON.stringify({ ...config, queues, defaultQueue: 'queue-0' }));
  Object.assign(seen, { asked: [], connections: 0 });
  const declared = Object.fromEntries(environmentNames.map((name) => [name, origin]));
  const env = {
    ...declared,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: origin,
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
  };
  const script = `await import('${pathToFileURL(join(folder, 'index.mjs'))}'); process.exit();`;
  await promisify(execFile)(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { env });
  return { asked: seen.asked.sort(), connections: seen.connections };
}

describe('the voice function at its start', () => {
  it('reads as much and opens as many connections with 300 queues as with one: what the first call needs', async () => {
    const one = await startWith(1);
    expect(one.asked).toEqual(['GetItem', 'GetItem', 'GetSecretValue', 'Query']);
    expect(one.connections).toBe(2);
    expect(await startWith(300)).toEqual(one);
  });
});
