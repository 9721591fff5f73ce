import { type LogLine, type LogProperties, problemOf } from '../log/log-line.ts';
import type { Measurement } from '../log/metric-catalogue.ts';
import { countOnce } from './count-once.ts';
import { type WebhookEvent, WebhookRefused, type WebhookRequest } from './webhook-event.ts';

/**
 * One line a request, warnings included: what was asked, what was decided, how long it took, and every metric of it. A webhook
 * that Twilio repeats is logged again but counted once.
 */
export function requestLog(write: (line: LogLine) => void, clockMs: () => number = () => performance.now()) {
  const startedAt = new WeakMap<WebhookEvent, number>();
  const isFirst = countOnce(clockMs);
  let isCold = true;
  const finish = (request: WebhookRequest): void => {
    const { event, error } = request;
    const latency = Math.round(clockMs() - (startedAt.get(event) ?? clockMs()));
    const measurements = error ? [failure(request)] : measured(event);
    const repeated = !error && measurements.length > 0 && !isFirst(event);
    const line: LogLine = {
      measurements: [
        // How long callers wait: no stranger's request, and none of those that no caller waits for.
        ...(isOfCall(event) ? [{ name: 'WebhookLatency', value: latency } as const] : []),
        ...(repeated ? [] : measurements),
        ...(isCold ? [{ name: 'ColdStart' } as const] : []),
      ],
      ...messageOf(request),
      properties: {
        ...describeRequest(request),
        ...describeOutcome(request),
        ...(!isOfCall(event) && { ms: latency }),
        ...(repeated && { repeated }),
      },
    };
    isCold = false;
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

function isOfCall({ webhook, route }: WebhookEvent): boolean {
  return webhook !== undefined && route?.function === 'voice';
}

function measured({ reply, webhook }: WebhookEvent): Measurement[] {
  return [...(reply?.measurements ?? []), ...(webhook?.queueUnknown ? [{ name: 'UnknownQueue' } as const] : [])];
}

function failure({ event, error }: WebhookRequest): Measurement {
  if (error instanceof WebhookRefused) return { name: error.metric };
  return { name: event.webhook ? 'FailedOpen' : 'Unverifiable' };
}

function messageOf({ event, error }: WebhookRequest): Pick<LogLine, 'message'> {
  if (error instanceof WebhookRefused) return { message: error.reason };
  if (error) return { message: event.webhook ? 'safeAnswer' : 'unverifiable' };
  const [warning] = event.warnings ?? [];
  return warning ? { message: warning.message } : {};
}

/** `firstCallSid` ties a return call to the call in which the callback was accepted. */
function describeRequest({ event, response }: WebhookRequest): LogProperties {
  const { route, webhook } = event;
  const firstCallSid = webhook?.state.get('first');
  return {
    route: route?.name ?? 'unknown',
    status: response?.statusCode ?? 200,
    ...(webhook && { queue: webhook.queue.name, callSid: webhook.callSid }),
    ...(firstCallSid !== undefined && { firstCallSid }),
  };
}

function describeOutcome({ event, error }: WebhookRequest): LogProperties {
  if (error instanceof WebhookRefused) return { source: event.requestContext.http.sourceIp };
  if (error) return { problem: problemOf(error) };
  const [warning] = event.warnings ?? [];
  return { ...event.reply?.log, ...(warning && { problem: warning.problem }) };
}
