import type { CallbackView } from '../../mindful/callback.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import type { CallSection } from '../wire.ts';
import { byNumber, outcomeOf } from './call-outcome.ts';

/** The calls as lists show them, each with what has become of it. */
export function callSections(calls: readonly CallRecord[], callbacks: readonly CallbackView[]): CallSection[] {
  const callbacksByNumber = byNumber(callbacks);
  return calls.map((call) => {
    const { callSid, from, to, where, startedAtMs, webhooks, faults } = call;
    const counts = { webhooks: webhooks.length, faults: faults.length };
    return { callSid, from, to, where, startedAtMs, ...outcomeOf(call, callbacksByNumber), ...counts };
  });
}
