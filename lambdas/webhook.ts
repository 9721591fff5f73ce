import type { PhoneNumber } from './domain/phone-number.ts';
import type { QueueConfig } from './domain/queue-config.ts';
import type { QueueNow } from './domain/queue-now.ts';
import type { Measurement } from './log/metric-catalogue.ts';
import type { Services } from './services.ts';

/** A webhook that passed the gate. */
export interface Webhook {
  queue: QueueConfig;
  /** The queue or SIP user was unknown and the default queue stands in. */
  queueUnknown: boolean;
  /** `https://` and the API's own domain, for the URLs that go into TwiML. */
  origin: string;
  callSid: string;
  /** Absent when withheld or not dialable. */
  caller: PhoneNumber | undefined;
  /** Twilio's parameters by their exact names. */
  parameters: ReadonlyMap<string, string>;
  /** State that an earlier step put into this URL. */
  state: ReadonlyMap<string, string>;
  /** The body of a webhook that is JSON. */
  json?: Readonly<Record<string, unknown>>;
}

/** What a step answers: a body, what is counted, and what the log line says about it. */
export interface Reply {
  body: { twiml: string } | { json: unknown } | 'no-content';
  measurements?: Measurement[];
  log?: Record<string, string | number | boolean | undefined>;
}

/** A webhook as the steps see it, with its queue as it is now. */
export interface CallWebhook extends Webhook {
  queue: QueueNow;
}

export type Step = (webhook: CallWebhook, services: Services) => Promise<Reply>;

/** A whole number that an earlier step put into the URL or Twilio into a parameter. */
export function numberIn(values: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = values.get(name);
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
