import type { Verb } from './verb.ts';

/** Turns the call away unanswered; an answered call it just ends. https://www.twilio.com/docs/voice/twiml/reject */
export const reject: Verb = async (element, { call }) => {
  call.end('document', element.attributes['reason'] === 'busy' ? 'busy' : 'no-answer');
  return { kind: 'hang-up' };
};
