import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { VirtualClock } from '../world/clock/clock.ts';
import type { SendWebhook, SignedWebhook, TimeLimits, WebhookReply } from './webhook-transport.ts';
import { type ConnectionOverrides, parseWebhookUrl, type RetryReason, type WebhookUrl } from './webhook-url.ts';

export type WebhookMethod = 'GET' | 'POST';
export type WebhookParameters = Readonly<Record<string, string>>;

export interface OutgoingWebhook {
  method: WebhookMethod;
  /** Absolute; a fragment holds connection overrides. */
  url: string;
  parameters: WebhookParameters;
}

/** One attempt to deliver a webhook, as the control API shows it. */
export interface WebhookRecord {
  atMs: number;
  method: WebhookMethod;
  url: string;
  parameters: WebhookParameters;
  /** 1 for the first, more for Twilio's own retries. */
  attempt: number;
  /** Where the request left Twilio, if its URL says so. */
  edge?: string;
  status?: number;
  /** API Gateway's name of the request, from the answer's headers, which Twilio's Request Inspector shows. */
  requestId?: string;
  /** Real time, not virtual. */
  durationMs: number;
  body: string;
  error?: string;
}

/** 11200: a bad status. 11205: no connection or no answer in time. 11210: no such host. https://www.twilio.com/docs/api/errors */
type WebhookErrorCode = 11200 | 11205 | 11210;

export type WebhookOutcome =
  | { ok: true; status: number; contentType: string; body: string; record: WebhookRecord }
  | { ok: false; errorCode: WebhookErrorCode; message: string };

/**
 * Stands between Twilio and the wire, for faults: send the request not at all, late, twice, changed, after the next one,
 * or answer it without sending. Virtual time waits for the reply, so there must be one.
 */
export interface WebhookFaults {
  around(request: SignedWebhook, send: SendWebhook): Promise<WebhookReply>;
}

/** A key for webhooks alone, by Twilio's ID. https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys */
export interface SharedKey {
  id: string;
  secret: string;
}

export interface WebhookOptions {
  clock: VirtualClock;
  /** Asked for every webhook, so that the token may be rotated. */
  authToken(): string;
  /** Signs instead of the auth token while there is one. */
  sharedKey?(): SharedKey | undefined;
  send: SendWebhook;
  faults?: WebhookFaults;
  /** Longest time for an answer, in real milliseconds; Twilio's is 15 seconds. https://www.twilio.com/docs/api/errors/11205 */
  timeLimitMs?: number;
}

/** With less time left than this another attempt is no use. */
const SHORTEST_ATTEMPT_MS = 10;

/** Signs and delivers webhooks as Twilio does, with the retries that the URL's connection overrides ask for. */
export class Webhooks {
  readonly #options: WebhookOptions;
  #sent = 0;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /** `onAttempt` gets every attempt when it is over. Virtual time waits for the webhook. */
  send(webhook: OutgoingWebhook, onAttempt: (record: WebhookRecord) => void): Promise<WebhookOutcome> {
    return this.#options.clock.track(this.#deliver(webhook, onAttempt));
  }

  async #deliver(webhook: OutgoingWebhook, onAttempt: (record: WebhookRecord) => void): Promise<WebhookOutcome> {
    const parsed = readUrl(webhook.url);
    if ('problem' in parsed) return this.#refuse(webhook, parsed.problem, onAttempt);
    const { url, overrides } = parsed;
    const signed = this.#sign({ ...webhook, url });
    const startedMs = performance.now();
    const leftMs = () => Math.round(overrides.totalTimeoutMs - (performance.now() - startedMs));
    for (let attempt = 1; ; attempt += 1) {
      const request = { ...signed, ...this.#timeLimits(overrides, leftMs()) };
      const edge = overrides.edges[(attempt - 1) % overrides.edges.length];
      const { reply, record } = await this.#attempt(request, webhook.parameters, { attempt, ...(edge && { edge }) });
      onAttempt(record);
      if (reply.kind === 'answer' && isSuccess(reply.status)) return { ok: true, ...reply, record };
      const hasTime = leftMs() >= SHORTEST_ATTEMPT_MS;
      const reason = retryReason(reply);
      const retries = attempt <= overrides.retryCount && reason !== undefined && overrides.retryOn.has(reason);
      if (!retries || !hasTime) return failedOutcome(reply);
    }
  }

  #refuse(webhook: OutgoingWebhook, error: string, onAttempt: (record: WebhookRecord) => void): WebhookOutcome {
    onAttempt({ ...webhook, atMs: this.#options.clock.nowMs(), attempt: 1, durationMs: 0, body: '', error });
    return { ok: false, errorCode: 11210, message: error };
  }

  async #attempt(
    request: SignedWebhook,
    parameters: WebhookParameters,
    which: Pick<WebhookRecord, 'attempt' | 'edge'>,
  ): Promise<{ reply: WebhookReply; record: WebhookRecord }> {
    const { send, faults, clock } = this.#options;
    const atMs = clock.nowMs();
    const startedMs = performance.now();
    const reply = await (faults ? faults.around(request, send) : send(request));
    const durationMs = Math.round((performance.now() - startedMs) * 10) / 10;
    const { method, url } = request;
    const base = { atMs, method, url, parameters, ...which, durationMs };
    if (reply.kind === 'failure') return { reply, record: { ...base, body: '', error: reply.message } };
    const error = isSuccess(reply.status) ? {} : { error: `HTTP status ${reply.status}` };
    const { status, body, requestId } = reply;
    return { reply, record: { ...base, status, body, requestId, ...error } };
  }

  /** A GET carries its parameters in the query, which is signed; a POST signs its form. */
  #sign({ method, url, parameters }: OutgoingWebhook): Omit<SignedWebhook, keyof TimeLimits> {
    const form = new URLSearchParams(parameters).toString();
    const target = method === 'GET' && form ? `${url}${url.includes('?') ? '&' : '?'}${form}` : url;
    this.#sent += 1;
    const signedParameters = method === 'GET' ? {} : parameters;
    const headers = {
      ...this.#signature(withoutHttpsPort(target), signedParameters),
      'i-twilio-idempotency-token': `local-${this.#sent}`,
      'user-agent': 'TwilioProxy/1.1',
      accept: '*/*',
    };
    if (method === 'GET') return { method, url: target, headers, body: '' };
    const content = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': String(Buffer.byteLength(form)),
    };
    return { method, url: target, headers: { ...headers, ...content }, body: form };
  }

  #signature(url: string, parameters: WebhookParameters): Record<string, string> {
    const sharedKey = this.#options.sharedKey?.();
    if (!sharedKey)
      return { 'x-twilio-signature': getExpectedTwilioSignature(this.#options.authToken(), url, parameters) };
    return {
      'x-twilio-signature': getExpectedTwilioSignature(sharedKey.secret, url, parameters, 'HMAC_SHA256'),
      'x-twilio-webhooks-signature-settings': `key=${sharedKey.id},algorithm=HMAC_SHA256`,
    };
  }

  #timeLimits(overrides: ConnectionOverrides, leftMs: number): TimeLimits {
    const limitMs = Math.min(leftMs, this.#options.timeLimitMs ?? Number.POSITIVE_INFINITY);
    return {
      connectTimeoutMs: Math.min(overrides.connectTimeoutMs, limitMs),
      readTimeoutMs: Math.min(overrides.readTimeoutMs, limitMs),
      totalTimeoutMs: limitMs,
    };
  }
}

function readUrl(text: string): WebhookUrl | { problem: string } {
  try {
    return parseWebhookUrl(text);
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

/** Voice webhooks over HTTPS are signed without the port. https://www.twilio.com/docs/usage/security */
function withoutHttpsPort(url: string): string {
  return url.replace(/^(https:\/\/[^/?:]+):\d+/, '$1');
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function retryReason(reply: WebhookReply): RetryReason | undefined {
  if (reply.kind === 'failure') return reply.failure === 'read' ? 'rt' : 'ct';
  if (reply.status >= 500) return '5xx';
  return reply.status >= 400 ? '4xx' : undefined;
}

/** Twilio would follow a redirection, but a redirected `<Gather>` action loses its digits: here it is an error. */
function failedOutcome(reply: WebhookReply): WebhookOutcome {
  if (reply.kind === 'answer') return { ok: false, errorCode: 11200, message: `HTTP status ${reply.status}` };
  return { ok: false, errorCode: reply.failure === 'bad-host' ? 11210 : 11205, message: reply.message };
}
