import * as v from 'valibot';
import type { SimulatedMindful } from '../../mindful/simulated-mindful.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import { withheldWords } from '../../twilio/calls/withheld-numbers.ts';
import type { SimulatedTwilio } from '../../twilio/simulated-twilio.ts';
import type { VirtualClock } from '../../world/clock/clock.ts';
import { byNumber, outcomeOf } from '../server/call-outcome.ts';
import { callSections } from '../server/call-sections.ts';
import type { DecisionLog } from '../server/decision-log.ts';
import type { Phones } from '../server/phones.ts';
import { BadInput, oneOfField, readFields, textField } from './input.ts';

export interface CallControls {
  twilio: SimulatedTwilio;
  mindful: Pick<SimulatedMindful, 'callbacks'>;
  clock: VirtualClock;
  /** Every number that can be called. */
  numbers: readonly string[];
  phones: Phones;
  decisions: DecisionLog;
}

/** Makes a call; answers when its first document was fetched and carried out as far as possible without waiting. */
export async function placeCall({ twilio, clock, numbers, phones }: CallControls, body: object): Promise<CallRecord> {
  const wanted = readFields(body, {
    from: textField(
      new RegExp(`^(\\+?\\d{0,15}|(sip|client):.+|${withheldWords.join('|')})$`, 'i'),
      'Write a number such as "+14155550123", "" or a word such as "anonymous" for a withheld one, or an address that begins with "sip:" or "client:".',
    ),
    to: oneOfField(numbers),
    callerName: v.exactOptional(textField(/^.{1,100}$/s, 'Write a name of 1 to 100 characters.')),
  });
  const call = twilio.call(wanted);
  phones.noteCall(call);
  await clock.settle();
  return call;
}

/** One line per call, oldest first. */
export function listCalls({ twilio, mindful }: Pick<CallControls, 'twilio' | 'mindful'>) {
  const calls = twilio.list();
  return callSections(calls, mindful.callbacks()).map((section, index) => {
    return { ...section, status: calls[index]?.status, endedBy: calls[index]?.endedBy ?? null };
  });
}

/** The whole call, with what the service decided and why. */
export function explainCall({ twilio, mindful, decisions }: CallControls, callSid: string) {
  const call = showCall({ twilio }, callSid);
  return { ...call, ...outcomeOf(call, byNumber(mindful.callbacks())), decisions: decisions.of(call.callSid) };
}

function showCall({ twilio }: Pick<CallControls, 'twilio'>, callSid: string): CallRecord {
  const call = twilio.get(callSid);
  if (!call) throw new BadInput(`There is no call ${callSid}.`, 'See GET /control/calls for those there are.', 404);
  return call;
}

export async function pressDigits(controls: CallControls, callSid: string, body: object) {
  const { digits } = readFields(body, {
    digits: textField(/^[0-9*#]{1,50}$/, 'Write 1 to 50 of the keys 0 to 9, * and #, such as "1".'),
  });
  const call = showCall(controls, callSid);
  if (!controls.twilio.press(call.callSid, digits)) throw isOver(call);
  await controls.clock.settle();
  return call;
}

export async function hangUp(controls: CallControls, callSid: string): Promise<CallRecord> {
  const call = showCall(controls, callSid);
  if (!controls.twilio.hangUp(call.callSid)) throw isOver(call);
  await controls.clock.settle();
  return call;
}

/** The far end of a transfer sends the caller to another address (REFER). */
export async function refer(controls: CallControls, callSid: string, body: object): Promise<CallRecord> {
  const { to } = readFields(body, {
    to: textField(/^sips?:.{1,200}$/i, 'Write a SIP address such as "sip:hold-support@local.sip.twilio.com".'),
  });
  const call = showCall(controls, callSid);
  if (!controls.twilio.refer(call.callSid, to)) {
    throw new BadInput(`Call ${call.callSid} is not connected to Mindful.`, 'Wait until it is "at Mindful".', 409);
  }
  await controls.clock.settle();
  return call;
}

function isOver({ callSid }: CallRecord): BadInput {
  return new BadInput(`Call ${callSid} is over.`, 'Place another one with POST /control/calls.', 409);
}
