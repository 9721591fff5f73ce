import type { WebhookParameters } from '../webhooks.ts';

/** https://www.twilio.com/docs/voice/twiml/enqueue#queueresult-values */
export type QueueResult =
  | 'bridged'
  | 'bridging-in-process'
  | 'error'
  | 'hangup'
  | 'leave'
  | 'queue-full'
  | 'redirected'
  | 'redirected-from-bridged'
  | 'system-error';

/** What may go wrong inside Twilio and at the far end, however good the TwiML is. */
export interface CallFaults {
  /** With what result an `<Enqueue>` ends before the caller was in. */
  queueResult(callSid: string): QueueResult | undefined;
  /** The SIP response with which the far end refuses every leg. */
  sipRefusal(): number | undefined;
  /** What a `<Dial>` reports at once, without dialling. */
  dialReport(): WebhookParameters | undefined;
}
