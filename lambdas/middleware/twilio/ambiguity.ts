import type { Route } from '../../routes.ts';
import { requiredParameters, senderOf } from './parameters.ts';

type Values = ReadonlyMap<string, string>;

/**
 * Whether a signed request is another one cut in the wrong places. Twilio signs the URL, the names and the values one after the
 * other with nothing between, in the order of the names, so one signed string can be read as several requests. Only what no
 * genuine request can be is refused: a value of a parameter that no step acts on never is. What may still be read in another
 * way, and why it does no harm, is in docs/decisions/0007-a-genuine-call-before-a-suspicion.md.
 */
export function isAmbiguous(route: Route, values: Values): boolean {
  const sender = senderOf(route);
  // It reads the wait and changes nothing.
  if (sender === 'studio') return false;
  return (
    requiredParameters[sender].some((name) => !values.has(name)) ||
    [...values.keys()].some((name) => !BEGINS_LIKE_A_NAME.test(name)) ||
    isOutOfForm(route, values)
  );
}

/**
 * All of Twilio's names do. A part of the URL that was made a parameter (`-result` of `/transfer-result`, the last digit of a state)
 * does not, and it is the only thing that sorts before `AccountSid`.
 */
const BEGINS_LIKE_A_NAME = /^[A-Za-z]/;

const CALL_SID = /^CA[0-9a-f]{32}$/i;

/** Digits of a number with the next parameter's name run into them. */
const NUMBER_RUN_INTO_A_NAME = /^\+\d+[A-Z]/;

/** The address dialled on the SIP domain, at least as far as its host. */
const WHOLE_ADDRESS = /^\s*<?sips?:[^@]+@./i;

/** Who calls, which call it is and, on the SIP domain, which address was called: everything that is written is written by these. */
function isOutOfForm(route: Route, values: Values): boolean {
  return (
    (values.has('CallSid') && !CALL_SID.test(values.get('CallSid') ?? '')) ||
    NUMBER_RUN_INTO_A_NAME.test(values.get('From') ?? '') ||
    (route.name === 'sip' && !WHOLE_ADDRESS.test(values.get('To') ?? ''))
  );
}
