import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Faults, faultNames } from '../../../../local/world/faults/faults.ts';
import { withUpstreamFaults } from '../../../../local/world/faults/upstream-faults.ts';
import { type LoopbackServer, sendJson, serveLocally } from '../../../../local/world/loopback-server.ts';

const LIST = { tasks: [{ sid: 'WT1', age: 4 }], meta: { next_page_url: null } };
const faults = new Faults(30);
let server: LoopbackServer;

beforeAll(async () => {
  const serve = withUpstreamFaults(faults, 'taskrouter', (_, response) => sendJson(response, 200, LIST));
  server = await serveLocally(serve);
});
afterAll(() => server.stop());
afterEach(() => {
  for (const name of faultNames) faults.set(name, false);
});

interface Heard {
  status?: number;
  body: string;
  end: 'whole' | 'broken off' | 'given up';
}

/** What a client gets that waits for so long. */
function hear(patienceMs: number): Promise<Heard> {
  return new Promise((resolve) => {
    const heard: Heard = { body: '', end: 'given up' };
    const request = httpRequest(`${server.origin}/v1/Tasks`, (response) => {
      heard.status = response.statusCode ?? 0;
      response.setEncoding('utf8').on('data', (text) => {
        heard.body += text;
      });
      response.on('end', () => resolve({ ...heard, end: 'whole' }));
      response.on('error', () => resolve(heard));
    });
    request.on('error', () =>
      resolve({ ...heard, end: heard.end === 'given up' && isLate ? 'given up' : 'broken off' }),
    );
    let isLate = false;
    setTimeout(() => {
      isLate = true;
      request.destroy();
    }, patienceMs).unref();
    request.end();
  });
}

const WHOLE = JSON.stringify(LIST);

describe('a server behind a fault', () => {
  it('answers as it does while none is on, or one of another server', async () => {
    faults.set('dynamodb-hang', true);
    expect(await hear(1000)).toEqual({ status: 200, body: WHOLE, end: 'whole' });
  });

  it.each([
    ['taskrouter-down', { body: '', end: 'broken off' }],
    ['taskrouter-slow', { status: 200, body: WHOLE, end: 'whole' }],
    ['taskrouter-hang', { body: '', end: 'given up' }],
    ['taskrouter-headers-only', { status: 200, body: '', end: 'given up' }],
    ['taskrouter-half-body', { status: 200, body: WHOLE.slice(0, WHOLE.length / 2), end: 'given up' }],
    ['taskrouter-garbage', { status: 200, body: '<html>upstream connect error</html>', end: 'whole' }],
    ['taskrouter-429', { status: 429, body: expect.stringContaining('20429'), end: 'whole' }],
    ['taskrouter-error', { status: 500, body: expect.stringContaining('20500'), end: 'whole' }],
    ['taskrouter-junk', { status: 200, body: expect.stringContaining('"tasks":[null,"junk",[]'), end: 'whole' }],
    ['taskrouter-endless', { status: 200, body: expect.stringContaining('"next_page_url":"http://'), end: 'whole' }],
  ] as const)('%s', async (fault, heard) => {
    faults.set(fault, true);
    expect(await hear(400)).toEqual(heard);
  });

  it('sends a byte now and then, and no whole answer in time', async () => {
    faults.set('taskrouter-drip', true);
    const { body, end } = await hear(600);
    expect(end).toBe('given up');
    expect(WHOLE.startsWith(body)).toBe(true);
    expect(body.length).toBeGreaterThan(0);
    expect(body.length).toBeLessThan(WHOLE.length);
  });
});
