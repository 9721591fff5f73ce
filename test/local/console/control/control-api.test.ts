import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bareApi } from '../../../../local/console/control/control-api.ts';
import { BadInput, readObject } from '../../../../local/console/control/input.ts';
import { close, listen, listenerOf } from '../../../../local/world/loopback-server.ts';

const { Request, Response } = globalThis;

describe('the control API', () => {
  let server: Server;
  let origin: string;

  beforeEach(async () => {
    const api = bareApi();
    api.get('/things/:thing', (c) => c.json({ thing: c.req.param('thing') }));
    api.post('/things', async (c) => c.json({ body: await readObject(c) }));
    api.put('/things/:thing', () => {
      throw new BadInput('That is wrong.', 'Write this.', 404);
    });
    api.post('/broken', () => {
      throw new Error('the table is gone');
    });
    server = createServer(listenerOf(api));
    origin = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(() => close(server));

  async function ask(method: string, path: string, body?: string | ReadableStream) {
    const response = await fetch(origin + path, { method, ...(body !== undefined && { body, duplex: 'half' }) });
    return { status: response.status, body: await response.json() };
  }

  it('answers by method and path, with the names in the path', async () => {
    expect(await ask('GET', '/control/things/a-1?x=2')).toEqual({ status: 200, body: { thing: 'a-1' } });
    expect(await ask('POST', '/control/things', '{"a":1}')).toEqual({ status: 200, body: { body: { a: 1 } } });
  });

  it.each([undefined, '', ' '])('takes no body as an empty object: %j', async (body) => {
    expect((await ask('POST', '/control/things', body)).body).toEqual({ body: {} });
  });

  it.each([
    ['GET', '/control', 404],
    ['GET', '/control/things/a/b', 404],
    ['GET', '/control/things/', 404],
    ['DELETE', '/control/things/a', 405],
  ])('lists its paths when asked for %s %s', async (method, path, status) => {
    const answer = await ask(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      error: `There is no ${method} ${path} here.`,
      do: 'Use one of these paths.',
      paths: [
        'GET /control/things/{thing}',
        'POST /control/things',
        'PUT /control/things/{thing}',
        'POST /control/broken',
      ],
    });
  });

  it('says what is wrong and what to write instead', async () => {
    expect(await ask('PUT', '/control/things/a')).toEqual({
      status: 404,
      body: { error: 'That is wrong.', do: 'Write this.' },
    });
  });

  it.each(['{', 'from=1'])('refuses a body that is not JSON: %s', async (body) => {
    expect(await ask('POST', '/control/things', body)).toMatchObject({
      status: 400,
      body: { error: 'The body is not JSON.' },
    });
  });

  it.each(['[]', '"text"', 'null', '1'])('refuses a body that is not an object: %s', async (body) => {
    expect(await ask('POST', '/control/things', body)).toMatchObject({
      status: 400,
      body: { error: 'The body is not a JSON object.', do: expect.stringContaining('{"from"') },
    });
  });

  describe.each([
    ['in one piece', (text: string) => text],
    ['in chunks of unknown number', (text: string) => new Blob([text]).stream()],
  ])('with a body %s', (_, sent) => {
    const json = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`;

    it('reads up to its limit', async () => {
      const { status, body } = await ask('POST', '/control/things', sent(json(100_000)));
      expect(status).toBe(200);
      expect(body).toEqual({ body: { a: 'x'.repeat(99_992) } });
    });

    it('refuses more', async () => {
      expect(await ask('POST', '/control/things', sent(json(100_001)))).toEqual({
        status: 413,
        body: { error: 'The body is too large.', do: 'Send at most 100000 bytes.' },
      });
    });
  });

  it('tells what broke', async () => {
    expect(await ask('POST', '/control/broken')).toMatchObject({ status: 500, body: { error: 'the table is gone' } });
  });

  it("leaves Node's own Request and Response to the functions that run in the same process", async () => {
    await ask('GET', '/control/things/a');
    expect({ Request: globalThis.Request, Response: globalThis.Response }).toEqual({ Request, Response });
  });
});
