import { Script } from 'node:vm';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { fallbackCode } from '../../lib/fallback-code.ts';
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
  return serveLocally((request, response) => {
    request.resume();
    const { statusCode, headers, body } = answerFallback(configuration, request.url ?? '/');
    for (const [name, { value }] of Object.entries(headers)) response.setHeader(name, value);
    response.writeHead(statusCode).end(body);
  });
}

/** Gives the script a viewer's request for the path and query, as CloudFront does: query values stay encoded. */
export function answerFallback(configuration: Configuration, target: string): CloudFrontAnswer {
  const [uri, query = ''] = target.split('?', 2);
  const parameters = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('=', 2));
  const querystring = Object.fromEntries(parameters.map(([name = '', value = '']) => [name, { value }]));
  const event = JSON.stringify({ request: { method: 'GET', uri, querystring, headers: {}, cookies: {} } });
  return new Script(`${fallbackCode(configuration)}\nhandler(${event});`).runInNewContext();
}
