import { createServer } from 'node:http';
import { close, listen, type RequestHandler, sendJson, toListener } from '../../world/loopback-server.ts';

export interface PublicServer {
  port: number;
  /** For people. */
  url: string;
  httpOrigin: string;
  /** Until then everything is answered with 503. */
  serve(handler: RequestHandler): void;
  close(): Promise<void>;
}

/** Takes the port at once, so that a port in use is known before anything else is started. */
export async function openPublicServer(port: number): Promise<PublicServer> {
  let handle: RequestHandler = (_, response) => sendJson(response, 503, { message: 'Starting' });
  const server = createServer(toListener((request, response) => handle(request, response)));
  const taken = await listen(server, port);
  return {
    port: taken,
    url: `http://localhost:${taken}`,
    httpOrigin: `http://127.0.0.1:${taken}`,
    serve: (handler) => {
      handle = handler;
    },
    close: () => close(server),
  };
}
