import type { Verb } from './verb.ts';

/** The grammar allows it in a waitUrl's document only. https://www.twilio.com/docs/voice/twiml/leave */
export const leave: Verb = async () => ({ kind: 'leave' });
