import { type RequestHandler, sendJson, serveLocally } from '../../world/loopback-server.ts';

export interface PublicServer {
  port: number;
  /** The address to show to people. */
  url: string;
  httpOrigin: string;
  /** Until then everything is answered with 503. */
  serve(handler: RequestHandler): void;
  close(): Promise<void>;
}

/** Takes the port at once, so that a port in use is known before anything else is started. */
export async function openPublicServer(port: number): Promise<PublicServer> {
  let handle: RequestHandler = (_, response) => sendJson(response, 503, { message: 'Starting' });
  const server = await serveLocally((request, response) => handle(request, response), port);
  return {
    port: server.port,
    url: `http://localhost:${server.port}`,
    httpOrigin: server.origin,
    serve: (handler) => {
      handle = handler;
    },
    close: server.stop,
  };
}
