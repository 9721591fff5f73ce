import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Env, Hono } from 'hono';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A request listener for a handler; a client that breaks off, or a handler that throws, ends this one exchange only. */
export function toListener(handler: RequestHandler): (request: IncomingMessage, response: ServerResponse) => void {
  return async (request, response) => {
    try {
      await handler(request, response);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') console.error(error);
      response.destroy();
    }
  };
}

/** A request listener for a Hono app; the functions, which run in this process too, keep Node's own `Request` and `Response`. */
export function listenerOf<E extends Env>(app: Hono<E>) {
  return getRequestListener(app.fetch, { overrideGlobalObjects: false });
}

export interface LoopbackServer {
  port: number;
  origin: string;
  stop(): Promise<void>;
}

/** Serves the handler on this machine only; at port 0 on any free one. Rejects when the port is taken. */
export async function serveLocally(handler: RequestHandler, port = 0): Promise<LoopbackServer> {
  const server = createServer(toListener(handler));
  const taken = await listen(server, port);
  return { port: taken, origin: `http://127.0.0.1:${taken}`, stop: () => close(server) };
}

/** Starts a server on this machine only and returns its port; 0 takes any free one. Rejects when the port is taken. */
export async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Stops at once: kept-alive connections of clients that are still there would delay it for minutes. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
  server.closeAllConnections();
  await closed;
}

/** The whole body, or `undefined` when it is larger than allowed; the rest is then read and dropped. */
export async function collectBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limitBytes) chunks.push(chunk);
  }
  return length <= limitBytes ? Buffer.concat(chunks) : undefined;
}

/** A request as simulated REST APIs take it. */
export async function readRequest(request: IncomingMessage, limitBytes: number) {
  const { method = '', url: path = '' } = request;
  const headers = Object.entries(request.headers).map(([name, value]) => [name, value?.toString()] as const);
  const body = (await collectBody(request, limitBytes))?.toString('utf8') ?? '';
  return { method, path, headers: Object.fromEntries(headers), body };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
