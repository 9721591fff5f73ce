import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BadInput } from '../../../local/control/input.ts';
import { ControlRouter } from '../../../local/control/router.ts';
import { close, listen } from '../../../local/http/loopback-server.ts';

describe('the control API', () => {
  let server: Server;
  let origin: string;

  beforeEach(async () => {
    const router = new ControlRouter({ greeting: 'hello' }, [
      {
        method: 'GET',
        path: '/control/things/{thing}',
        answer: ({ greeting }, { parameters }) => ({ greeting, ...parameters }),
      },
      { method: 'POST', path: '/control/things', answer: async (_, { body }) => ({ body }) },
      {
        method: 'PUT',
        path: '/control/things/{thing}',
        answer: () => {
          throw new BadInput('That is wrong.', 'Write this.', 404);
        },
      },
      {
        method: 'POST',
        path: '/control/broken',
        answer: () => {
          throw new Error('the table is gone');
        },
      },
    ]);
    server = createServer((request, response) => void router.serve(request, response));
    origin = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(() => close(server));

  async function ask(method: string, path: string, body?: string) {
    const response = await fetch(origin + path, { method, ...(body !== undefined && { body }) });
    return { status: response.status, body: await response.json() };
  }

  it('answers by method and path, with the names in the path', async () => {
    expect(await ask('GET', '/control/things/a-1?x=2')).toEqual({
      status: 200,
      body: { greeting: 'hello', thing: 'a-1' },
    });
    expect(await ask('POST', '/control/things', '{"a":1}')).toEqual({ status: 200, body: { body: { a: 1 } } });
  });

  it('takes no body as an empty object', async () => {
    expect((await ask('POST', '/control/things')).body).toEqual({ body: {} });
  });

  it.each([
    ['GET', '/control', 404],
    ['GET', '/control/things/a/b', 404],
    ['GET', '/control/things/', 404],
    ['DELETE', '/control/things/a', 405],
  ])('lists its paths when asked for %s %s', async (method, path, status) => {
    const answer = await ask(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ paths: expect.arrayContaining(['GET /control/things/{thing}']) });
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

  it('refuses a body past its limit, not one at it', async () => {
    const json = (length: number) => `"${'x'.repeat(length - 2)}"`;
    expect((await ask('POST', '/control/things', json(100_000))).status).toBe(200);
    expect((await ask('POST', '/control/things', json(100_001))).status).toBe(413);
  });

  it('tells what broke', async () => {
    expect(await ask('POST', '/control/broken')).toMatchObject({ status: 500, body: { error: 'the table is gone' } });
  });
});
