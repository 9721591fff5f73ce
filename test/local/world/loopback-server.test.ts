import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { close, collectBody, listen, toListener } from '../../../local/world/loopback-server.ts';

describe('a server on this machine', () => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = createServer(
      toListener(async (request, response) => {
        const body = await collectBody(request, 4);
        response.end(body?.toString() ?? 'too large');
      }),
    );
    port = await listen(server);
  });
  afterEach(() => close(server));

  const send = async (body: string) => (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body })).text();

  it('reads bodies up to its limit', async () => {
    expect(await send('1234')).toBe('1234');
    expect(await send('12345')).toBe('too large');
  });

  it('survives a client that breaks off in the middle of a request', async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{');
    socket.resume();
    await once(socket, 'close');
    expect(await send('1')).toBe('1');
  });

  it('does not take a port that is in use', async () => {
    await expect(listen(createServer(), port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
