import { createServer } from 'node:http';
import { type Configuration, defaultQueue, type QueueConfig, queueNamed } from '../lambdas/domain/queue-config.ts';
import { close, listen } from './loopback-server.ts';

export interface FallbackServer {
  httpOrigin: string;
  stop(): Promise<void>;
}

/** The public origin of the fallback documents; it must not be the service's. */
export const fallbackOrigin = 'https://fallback.localhost';

export function fallbackUrl(queue: string): string {
  return `${fallbackOrigin}/queues/${queue}`;
}

/**
 * What Twilio asks when the service is gone: a document per queue that puts the caller into it. It shares nothing with the
 * service but the configuration.
 */
export async function startFallbackServer(configuration: Configuration): Promise<FallbackServer> {
  const server = createServer((request, response) => {
    request.resume();
    const name = /^\/queues\/([^/?]+)/.exec(request.url ?? '')?.[1];
    const queue = queueNamed(configuration, name) ?? defaultQueue(configuration);
    response.writeHead(200, { 'content-type': 'text/xml' }).end(enqueueDocument(queue));
  });
  return { httpOrigin: `http://127.0.0.1:${await listen(server)}`, stop: () => close(server) };
}

function enqueueDocument({ name, taskRouter }: QueueConfig): string {
  const task = JSON.stringify({ type: 'inbound', queue: name });
  return `<Response><Enqueue workflowSid="${taskRouter.workflowSid}"><Task>${task}</Task></Enqueue></Response>`;
}
