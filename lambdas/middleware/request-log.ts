import type { LogLine } from '../log-line.ts';
import type { Measurement } from '../metric-catalogue.ts';
import { type WebhookEvent, WebhookRefused, type WebhookRequest } from './webhook-event.ts';

/** One line a request: what was asked, what was decided, how long it took, and every metric of it. */
export function requestLog(write: (line: LogLine) => void, clockMs: () => number = () => performance.now()) {
  const startedAt = new WeakMap<WebhookEvent, number>();
  const finish = ({ event, response, error }: WebhookRequest): void => {
    const { route, webhook, reply } = event;
    const durationMs = Math.round(clockMs() - (startedAt.get(event) ?? clockMs()));
    const line: LogLine = {
      measurements: [
        { name: 'WebhookLatency', value: durationMs },
        ...(error ? [failure(error, webhook !== undefined)] : (reply?.measurements ?? [])),
        ...(webhook?.queueUnknown ? [{ name: 'UnknownQueue' } as const] : []),
      ],
      properties: {
        route: route?.name ?? 'unknown',
        status: response?.statusCode ?? 200,
        ...(webhook && { queue: webhook.queue.name, callSid: webhook.callSid }),
        ...(error ? { problem: describe(error) } : reply?.log),
      },
    };
    try {
      write(line);
    } catch {
      // A log that can't be written is no reason to spoil the caller's answer.
    }
  };
  return {
    before: ({ event }: WebhookRequest): void => {
      startedAt.set(event, clockMs());
    },
    after: finish,
    onError: finish,
  };
}

function failure(error: unknown, signed: boolean): Measurement {
  if (error instanceof WebhookRefused) return { name: error.metric };
  return { name: signed ? 'FailedOpen' : 'WebhookRefused' };
}

/** The error's name and message without digits, in which a phone number could hide. */
function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replace(/\d{5,}/g, '#').slice(0, 200);
}
