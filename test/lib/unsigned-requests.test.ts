import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../../config/read-configuration.ts';
import { routes } from '../../lambdas/routes.ts';
import { buildBundles } from '../../lib/lambda-bundles.ts';
import { inFreshProcess } from './fresh-process.ts';
import { routeTargets, synthesizedTemplate } from './synthesized-stack.ts';

/** As API Gateway passes on what a stranger posts: the path is right, the signature is missing. */
function unsignedEvent(routeKey: string) {
  const [method, path = ''] = routeKey.split(' ');
  return {
    version: '2.0',
    routeKey,
    rawPath: path.replace('{queue}', 'support'),
    rawQueryString: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    pathParameters: { queue: 'support' },
    requestContext: { domainName: 'api.example.com', http: { method } },
    body: btoa('CallSid=CA1&From=%2B14155550100'),
    isBase64Encoded: true,
  };
}

describe('a request without a signature', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  const deployed = routeTargets(synthesizedTemplate());

  beforeAll(async () => {
    const reading = readConfiguration(resolve(import.meta.dirname, '../../config/example.json'));
    if (!reading.ok) throw new Error(reading.problems.join('\n'));
    await buildBundles({ configuration: reading.configuration, outDir: folder });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is tried on every route that the stack deploys', () => expect(deployed).toHaveLength(routes.length));

  it.each(['voice', 'events'])('gets 403 and not a word more on every route of %s, before anything is read', (name) => {
    const keys = deployed.filter(({ functionName }) => functionName === name).map(({ key }) => key);
    const events = JSON.stringify(keys.map(unsignedEvent));
    const answers = inFreshProcess(
      join(folder, name),
      `await Promise.all(${events}.map((event) => bundle.handler(event, { getRemainingTimeInMillis: () => 5000 })))`,
    );
    expect(answers).toEqual(keys.map(() => ({ statusCode: 403 })));
  });
});
