import type { QueueNow } from '../domain/queue-now.ts';
import { type LogLine, type LogProperties, problemOf } from '../log/log-line.ts';
import type { Measurement } from '../log/metric-catalogue.ts';
import { type AdmittedWebhook, type WebhookEvent, WebhookRefused, type WebhookRequest } from './webhook-request.ts';

/**
 * One line a request, warnings included: what was asked, what was decided, how long it took, and every metric of it. A webhook
 * that Twilio repeats is logged again but counted once.
 */
export function requestLog(write: (line: LogLine) => void, clockMs: () => number = () => performance.now()) {
  const isFirst = countOnce(clockMs);
  let isCold = true;
  const finish = (request: WebhookRequest): void => {
    const { event, error, internal } = request;
    const latency = Math.round(clockMs() - (internal.startedAtMs ?? clockMs()));
    const measurements = error ? [failure(request)] : measured(request);
    const repeated = !error && measurements.length > 0 && !isFirst(event);
    const isOfCall = internal.webhook !== undefined && internal.route?.function === 'voice';
    const line: LogLine = {
      requestId: event.requestContext.requestId,
      measurements: [
        // How long callers wait: no stranger's request, and none of those that no caller waits for.
        ...(isOfCall ? [{ name: 'WebhookLatency', value: latency } as const] : []),
        ...(repeated ? [] : measurements),
        ...(isCold ? [{ name: 'ColdStart' } as const] : []),
      ],
      message: messageOf(request),
      properties: {
        ...describeRequest(request),
        ...describeOutcome(request),
        ...(!isOfCall && { ms: latency }),
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
    before: ({ internal }: WebhookRequest): void => {
      internal.startedAtMs = clockMs();
    },
    after: finish,
    onError: finish,
  };
}

function measured({ internal: { reply, webhook } }: WebhookRequest): Measurement[] {
  const isUnknown = isAboutQueue(webhook) && webhook.queueUnknown;
  return [...(reply?.measurements ?? []), ...(isUnknown ? [{ name: 'UnknownQueue' } as const] : [])];
}

function failure({ internal, error }: WebhookRequest): Measurement {
  if (error instanceof WebhookRefused) return { name: error.metric };
  return { name: internal.webhook ? 'FailedOpen' : 'Unverifiable' };
}

function messageOf({ internal, error }: WebhookRequest): LogLine['message'] {
  if (error instanceof WebhookRefused) return error.reason;
  if (error) return internal.webhook ? 'safeAnswer' : 'unverifiable';
  return internal.warnings?.[0]?.message;
}

function isAboutQueue(webhook: AdmittedWebhook | undefined) {
  return webhook !== undefined && 'queueUnknown' in webhook;
}

/** `firstCallSid` ties a return call to the call in which the callback was accepted. */
function describeRequest({ internal, response }: WebhookRequest): LogProperties {
  const { route, webhook } = internal;
  return {
    route: route?.name ?? 'unknown',
    status: response?.statusCode ?? 200,
    ...(isAboutQueue(webhook) && { queue: webhook.queue.name, callSid: webhook.callSid }),
    ...(isAboutQueue(webhook) && 'state' in webhook && { firstCallSid: webhook.state.first }),
  };
}

function describeOutcome({ event, error, internal }: WebhookRequest): LogProperties {
  if (error instanceof WebhookRefused) return { source: event.requestContext.http.sourceIp };
  if (error) return { problem: problemOf(error) };
  const { reply, webhook, warnings } = internal;
  const sampledAt = reply?.log?.['decision'] !== undefined ? sampleOf(webhook) : undefined;
  return { ...reply?.log, sampledAt, problem: warnings?.[0]?.problem };
}

/** The sample from which a webhook decides, which may be the one before the latest: an instance remembers it for some seconds. */
function sampleOf(webhook: AdmittedWebhook | undefined): string | undefined {
  const { snapshot } = (isAboutQueue(webhook) ? webhook.queue : {}) as Pick<QueueNow, 'snapshot'>;
  return snapshot && new Date(snapshot.sampledAtMs).toISOString();
}

/** Twilio gives a webhook up after 15 seconds and tries it again twice at most: later it is another one. */
const REMEMBER_MS = 60_000;
const REMEMBER_AT_MOST = 10_000;

/**
 * Whether this is the first time that the instance sees a webhook; to be asked only of those that count something. The
 * signature covers the URL and every parameter, so a repeat has the same one, and nothing else does but hold documents that
 * count nothing. A repeat that meets another instance is counted again: to rule that out would cost a write for each webhook.
 * What a callback record goes through is counted exactly, because each step of it is a conditional write.
 */
function countOnce(clockMs: () => number): (event: WebhookEvent) => boolean {
  const seenAtMs = new Map<string, number>();
  return ({ headers, rawPath, body }) => {
    // Mindful signs nothing: its webhooks are told apart by what they say.
    const signature = headers['x-twilio-signature'] ?? `${rawPath} ${body}`;
    const nowMs = clockMs();
    for (const [oldest, atMs] of seenAtMs) {
      if (nowMs - atMs < REMEMBER_MS && seenAtMs.size < REMEMBER_AT_MOST) break;
      seenAtMs.delete(oldest);
    }
    if (seenAtMs.has(signature)) return false;
    seenAtMs.set(signature, nowMs);
    return true;
  };
}
