import type { WebhookParameters } from '../webhooks.ts';
import type { Call } from './call.ts';
import { phonePlaceOf } from './phone-places.ts';

/** One leg of a call as a webhook names it. */
export interface LegParameters {
  callSid: string;
  from: string;
  to: string;
  direction: 'inbound' | 'outbound-dial';
  status: string;
}

/** The parameters of every voice webhook. https://www.twilio.com/docs/voice/twiml#request-parameters */
export function standardParameters(call: Call, accountSid: string): WebhookParameters {
  const { callerName } = call.record;
  return {
    ...legParameters(call.record, accountSid),
    ...(callerName !== undefined && { CallerName: callerName }),
    ...call.extraParameters,
  };
}

export function legParameters(
  { callSid, from, to, direction, status }: LegParameters,
  accountSid: string,
): WebhookParameters {
  return {
    CallSid: callSid,
    AccountSid: accountSid,
    From: from,
    To: to,
    Caller: from,
    Called: to,
    CallStatus: status,
    ApiVersion: '2010-04-01',
    Direction: direction,
    ...placeParameters({ From: from, To: to, Caller: from, Called: to }),
  };
}

/** A SIP address has no place. */
function placeParameters(numbers: Record<string, string>): WebhookParameters {
  const parameters: Record<string, string> = {};
  for (const [prefix, number] of Object.entries(numbers)) {
    if (/^sips?:/.test(number)) continue;
    const { city, state, zip, country } = phonePlaceOf(number);
    Object.assign(parameters, {
      [`${prefix}City`]: city,
      [`${prefix}State`]: state,
      [`${prefix}Zip`]: zip,
      [`${prefix}Country`]: country,
    });
  }
  return parameters;
}

const PARTIES = ['From', 'To', 'Caller', 'Called'];
const PLACE_FIELDS = ['City', 'State', 'Zip', 'Country'];
const ATTRIBUTE_NAMES = ['CallSid', 'AccountSid', 'ApiVersion', 'CallStatus', 'Direction'].concat(
  PARTIES,
  PARTIES.flatMap((party) => PLACE_FIELDS.map((field) => party + field)),
);

/**
 * The attributes that TaskRouter gives to every task made by TwiML.
 * https://www.twilio.com/docs/taskrouter/twiml-queue-calls#task-attributes-linking-tasks-to-calls
 */
export function callAttributes(parameters: WebhookParameters): Record<string, string> {
  const present = ATTRIBUTE_NAMES.filter((name) => parameters[name] !== undefined);
  return Object.fromEntries(present.map((name) => [snakeCase(name), parameters[name] ?? '']));
}

function snakeCase(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase();
}
