import { Script } from 'node:vm';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { fallbackCode, fallbackData } from '../../lib/fallback-code.ts';
import { type LoopbackServer, serveLocally } from '../world/loopback-server.ts';

/** The public origin of the fallback documents; it must not be the service's. */
export const fallbackOrigin = 'https://fallback.localhost';

interface CloudFrontAnswer {
  statusCode: number;
  headers: Record<string, { value: string }>;
  body: string;
}

/** What Twilio asks when the service is gone: the very script that is deployed to CloudFront. */
export function startFallbackServer(configuration: Configuration): Promise<LoopbackServer> {
  return serveLocally(async (request, response) => {
    request.resume();
    const { statusCode, headers, body } = await answerFallback(configuration, request.url ?? '/');
    for (const [name, { value }] of Object.entries(headers)) response.setHeader(name, value);
    response.writeHead(statusCode).end(body);
  });
}

/** CloudFront's store of keys and values, as a function sees it. */
export interface EdgeStore {
  /** Rejects for a key that is not there. */
  get(key: string, options: { format: 'json' }): Promise<unknown>;
}

/** A viewer's request for the path and query, as CloudFront tells a function of it: query values stay encoded. */
export function viewerRequest(target: string): object {
  const [uri, query = ''] = target.split('?', 2);
  const parameters = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('=', 2));
  const querystring = Object.fromEntries(parameters.map(([name = '', value = '']) => [name, { value }]));
  return { request: { method: 'GET', uri, querystring, headers: {}, cookies: {} } };
}

export function answerFallback(
  configuration: Configuration,
  target: string,
  store: EdgeStore = storeOf(configuration),
): Promise<CloudFrontAnswer> {
  const event = JSON.stringify(viewerRequest(target));
  // A script of Node's has no imports: CloudFront's own module is a global here.
  const code = fallbackCode(configuration).replace("import cf from 'cloudfront';", '');
  return new Script(`${code}\nhandler(${event});`).runInNewContext({ cf: { kvs: () => store } });
}

function storeOf(configuration: Configuration): EdgeStore {
  const values = new Map(Object.entries(fallbackData(configuration)));
  return {
    get: async (key) => {
      if (!values.has(key)) throw new Error('KeyNotFound');
      return JSON.parse(JSON.stringify(values.get(key)));
    },
  };
}
