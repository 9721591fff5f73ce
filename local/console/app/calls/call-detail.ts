import type { CallRecord } from '../../../twilio/calls/call.ts';
import type { Outcome } from '../../server/call-outcome.ts';
import type { Decision } from '../../server/decision-log.ts';

/** What `GET /control/calls/{callSid}` answers. */
export type CallDetail = CallRecord & Outcome & { decisions: readonly Decision[] };

export type { Decision };
export type WebhookDetail = CallRecord['webhooks'][number];
