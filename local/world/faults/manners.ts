import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from '../loopback-server.ts';

/** How a server may fail on the wire, whatever it serves. */
export const mannerDescriptions = {
  down: 'resets every connection',
  slow: 'answers three seconds late',
  hang: 'takes every request and never answers',
  'headers-only': 'sends the headers of each answer, and nothing of its body',
  'half-body': 'sends the first half of each answer, and nothing more',
  drip: 'sends each answer a byte at a time, ten bytes a second',
  garbage: 'answers 200 with text that is not JSON',
} as const;

export type Manner = keyof typeof mannerDescriptions;

/** An answer before it is sent. */
export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Buffer;
}

const DRIP_EVERY_MS = 100;

/** The handler behind a server that fails in this manner. */
export function inManner(manner: Manner, handler: RequestHandler, delayMs: number): RequestHandler {
  switch (manner) {
    case 'down':
      return ({ socket }) => void socket.destroy();
    case 'hang':
      return (request) => void request.resume();
    case 'slow':
      return async (request, response) => {
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        await handler(request, response);
      };
    case 'garbage':
      return (_, response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end('<html>upstream connect error</html>');
    case 'headers-only':
      return heldBack(handler, () => 0);
    case 'half-body':
      return heldBack(handler, ({ length }) => Math.floor(length / 2));
    case 'drip':
      return withAnswer(handler, (answer, response) => {
        writeHead(answer, response);
        drip(answer.body, response);
      });
  }
}

/** The handler with each of its answers changed on the way. */
export function altered(handler: RequestHandler, change: (answer: Answer) => Answer): RequestHandler {
  return withAnswer(handler, (answer, response) => {
    const changed = change(answer);
    writeHead(changed, response);
    response.end(changed.body);
  });
}

function heldBack(handler: RequestHandler, sentBytes: (body: Buffer) => number): RequestHandler {
  return withAnswer(handler, (answer, response) => {
    writeHead(answer, response);
    response.flushHeaders();
    // An answer of one byte at least is promised, so that it never seems whole.
    response.write(answer.body.subarray(0, sentBytes(answer.body)));
  });
}

function writeHead({ status, headers, body }: Answer, response: ServerResponse): void {
  const kept = Object.entries(headers).filter(([name]) => !/^(content-length|x-amz-crc32)$/i.test(name));
  response.writeHead(status, {
    ...(Object.fromEntries(kept) as Record<string, string>),
    'content-length': Math.max(1, body.length),
  });
}

function drip(body: Buffer, response: ServerResponse): void {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= body.length) response.end();
  }, DRIP_EVERY_MS);
  response.once('close', () => clearInterval(timer));
}

/** Lets the handler answer into memory, and hands the whole answer on. */
function withAnswer(handler: RequestHandler, send: (answer: Answer, response: ServerResponse) => void): RequestHandler {
  return (request: IncomingMessage, response: ServerResponse) => {
    const { writeHead: realWriteHead, write: realWrite, end: realEnd } = response;
    const chunks: Buffer[] = [];
    let [status, headers]: [number, Record<string, unknown>] = [0, {}];
    const keep = (chunk: unknown) => {
      if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) chunks.push(Buffer.from(chunk));
    };
    Object.assign(response, {
      writeHead: (code: number, given: Record<string, unknown> = {}) => {
        [status, headers] = [code, given];
        return response;
      },
      write: (chunk: unknown) => {
        keep(chunk);
        return true;
      },
      end: (chunk?: unknown) => {
        keep(chunk);
        Object.assign(response, { writeHead: realWriteHead, write: realWrite, end: realEnd });
        const all = { ...response.getHeaders(), ...headers };
        send({ status: status || response.statusCode, headers: all, body: Buffer.concat(chunks) }, response);
        return response;
      },
    });
    return handler(request, response);
  };
}
