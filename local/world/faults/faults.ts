import type { RequestHandler } from '../loopback-server.ts';
import { callFaultDescriptions } from './call-faults.ts';

/** Every fault that can be rehearsed, with what it does. The part that fails asks `isOn`. */
export const faultDescriptions = {
  'dynamodb-down': 'DynamoDB resets every connection.',
  'dynamodb-slow': 'DynamoDB answers three seconds late.',
  'secrets-down': 'Secrets Manager resets every connection.',
  'taskrouter-down': "TaskRouter's REST API resets every connection.",
  'taskrouter-slow': "TaskRouter's REST API answers three seconds late.",
  'taskrouter-garbage': "TaskRouter's REST API answers 200 with text that is not JSON.",
  'leave-keeps-task': 'Leaving a queue does not cancel the task; Twilio does not say whether it does.',
  'mindful-down': "Mindful's APIs reset every connection; its telephony still works.",
  'mindful-slow': "Mindful's APIs answer three seconds late.",
  'mindful-garbage': "Mindful's APIs answer 200 with text that is not JSON.",
  'webhook-repeat': 'Twilio sends every webhook twice and acts on the second answer.',
  'webhook-late': 'Reports on calls and tasks arrive thirty seconds late.',
  'webhook-reorder': 'Reports on calls and tasks arrive after the webhook that follows them.',
  'webhook-404': 'Every webhook is answered 404 before it reaches the service.',
  'webhook-500': 'Every webhook is answered 500 before it reaches the service.',
  'webhook-timeout': 'No webhook reaches the service, and none is answered in time.',
  'webhook-answer-lost': 'The service gets every webhook, but Twilio gets no answer in time.',
  'webhook-bad-twiml': 'The end of every document is lost on the way.',
  'service-down': 'API Gateway answers 503 to every webhook.',
  'service-slow': 'API Gateway passes every webhook on three seconds late.',
  ...callFaultDescriptions,
} as const satisfies Record<string, string>;

export type FaultName = keyof typeof faultDescriptions;

export const faultNames = Object.keys(faultDescriptions) as FaultName[];

/** Which faults are on. */
export class Faults {
  readonly #on = new Set<FaultName>();
  /** The delay of a slow answer. */
  readonly delayMs: number;

  constructor(delayMs = 3000) {
    this.delayMs = delayMs;
  }

  isOn(name: FaultName): boolean {
    return this.#on.has(name);
  }

  set(name: FaultName, on: boolean): void {
    if (on) this.#on.add(name);
    else this.#on.delete(name);
  }

  /** Resolves at once, or late while the fault is on. */
  async delayIf(name: FaultName): Promise<void> {
    if (this.isOn(name)) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
  }
}

/** The faults of one upstream; an absent one cannot happen to it. */
export interface UpstreamFaults {
  down: FaultName;
  slow?: FaultName;
  garbage?: FaultName;
}

/** A request handler with the upstream's faults in front of it. */
export function withUpstreamFaults(faults: Faults, upstream: UpstreamFaults, handler: RequestHandler): RequestHandler {
  return async (request, response) => {
    if (faults.isOn(upstream.down)) {
      request.socket.destroy();
      return;
    }
    if (upstream.slow) await faults.delayIf(upstream.slow);
    if (upstream.garbage && faults.isOn(upstream.garbage)) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('<html>upstream connect error</html>');
      return;
    }
    await handler(request, response);
  };
}
