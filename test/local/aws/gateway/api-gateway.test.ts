import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ApiGateway, MOST_AT_ONCE } from '../../../../local/aws/gateway/api-gateway.ts';
import type { InvocationResult } from '../../../../local/aws/lambda/lambda-function.ts';
import { Faults } from '../../../../local/world/faults/faults.ts';
import { close, listen } from '../../../../local/world/loopback-server.ts';

describe('an HTTP request to the service', () => {
  let server: Server;
  let origin: string;
  let faults: Faults;
  let invoked: { name: string; event: APIGatewayProxyEventV2 }[];
  let invocation: InvocationResult;
  let hold: (() => Promise<void>) | undefined;

  beforeEach(async () => {
    faults = new Faults(0);
    invoked = [];
    hold = undefined;
    invocation = {
      kind: 'result',
      result: { statusCode: 200, headers: { 'content-type': 'text/xml' }, body: '<Response/>' },
    };
    const gateway = new ApiGateway({
      faults,
      nowMs: () => 0,
      invoke: async (name, event) => {
        invoked.push({ name, event: event as APIGatewayProxyEventV2 });
        await hold?.();
        return invocation;
      },
    });
    server = createServer((request, response) => void gateway.serve(request, response));
    origin = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(() => close(server));

  it('reaches the function of its route and brings its answer back', async () => {
    const body = new URLSearchParams({ CallSid: 'CA1' });
    const response = await fetch(`${origin}/queues/support/hold?n=1`, { method: 'POST', body });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(await response.text()).toBe('<Response/>');
    expect(invoked).toMatchObject([
      { name: 'voice', event: { rawPath: '/queues/support/hold', rawQueryString: 'n=1', isBase64Encoded: true } },
    ]);
    expect(Buffer.from(invoked[0]?.event.body ?? '', 'base64').toString()).toBe('CallSid=CA1');
  });

  it('reaches the events function for task events', async () => {
    await fetch(`${origin}/task-events`, { method: 'POST' });
    expect(invoked).toMatchObject([{ name: 'events' }]);
  });

  it.each([
    ['POST', '/unknown'],
    ['GET', '/sip'],
  ])('is a 404 without a route: %s %s', async (method, path) => {
    const response = await fetch(origin + path, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: 'Not Found' });
    expect(invoked).toEqual([]);
  });

  it.each<InvocationResult>([{ kind: 'error', message: 'thrown' }, { kind: 'timeout' }])(
    'is a 500 when the function ends with %j',
    async (failed) => {
      invocation = failed;
      const response = await fetch(`${origin}/sip`, { method: 'POST' });
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ message: 'Internal Server Error' });
    },
  );

  it('may have a body of ten megabytes, and not a byte more', async () => {
    const limit = 10 * 1024 * 1024;
    const send = (length: number) => fetch(`${origin}/sip`, { method: 'POST', body: Buffer.alloc(length) });
    expect((await send(limit)).status).toBe(200);
    const refused = await send(limit + 1);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toEqual({ message: 'Request Entity Too Large' });
    expect(invoked).toHaveLength(1);
  });

  it('is answered as long as no more than the limit are under way, and refused at once beyond it', async () => {
    const held: (() => void)[] = [];
    hold = () => new Promise((resolve) => held.push(() => resolve()));
    const send = () => fetch(`${origin}/sip`, { method: 'POST' }).then(({ status }) => status);
    const first = Array.from({ length: MOST_AT_ONCE }, send);
    while (held.length < MOST_AT_ONCE) await new Promise((resolve) => setImmediate(resolve));
    expect(await send()).toBe(503);
    for (const release of held.splice(0)) release();
    expect(new Set(await Promise.all(first))).toEqual(new Set([200]));
    hold = undefined;
    expect(await send()).toBe(200);
  });

  it('is a 503 while the service is down', async () => {
    faults.set('service-down', true);
    expect((await fetch(`${origin}/sip`, { method: 'POST' })).status).toBe(503);
    faults.set('service-down', false);
    expect((await fetch(`${origin}/sip`, { method: 'POST' })).status).toBe(200);
  });
});
