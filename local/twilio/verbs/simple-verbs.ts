import { integerAttribute, methodAttribute, nextVerb, type Verb } from './verb.ts';

const WORDS_PER_SECOND = 2.7;

export const sayVerb: Verb = async (element, { call, phase }) => {
  call.answer();
  call.note('says', element.text);
  await phase.wait(spokenSeconds(element.text) * (integerAttribute(element, 'loop', 1) || FOR_EVER));
  return nextVerb;
};

/** `loop="0"` repeats up to a thousand times. https://www.twilio.com/docs/voice/twiml/say */
const FOR_EVER = 1000;

/** To the tenth of a second, at least one. */
export function spokenSeconds(text: string): number {
  const words = text.split(/\s+/).filter((word) => word !== '').length;
  return Math.max(1, Math.round((words / WORDS_PER_SECOND) * 10) / 10);
}

export const playVerb: Verb = async (element, { call, phase, services, documentUrl }) => {
  const url = new URL(element.text, documentUrl).href;
  call.answer();
  call.note('plays', url);
  await phase.wait(services.playSeconds(url) * (integerAttribute(element, 'loop', 1) || FOR_EVER));
  return nextVerb;
};

/** As the first verb it lets the phone ring for so long. https://www.twilio.com/docs/voice/twiml/pause */
export const pauseVerb: Verb = async (element, { call, phase, isFirstVerb }) => {
  const seconds = integerAttribute(element, 'length', 1);
  if (!isFirstVerb) call.answer();
  call.note('pauses', `${seconds} s`);
  await phase.wait(seconds);
  return nextVerb;
};

export const redirectVerb: Verb = async (element, { documentUrl }) => ({
  kind: 'document',
  request: { method: methodAttribute(element), url: new URL(element.text, documentUrl).href },
});

export const hangupVerb: Verb = async (_element, { call }) => {
  call.answer();
  return { kind: 'hang-up' };
};

/** The grammar allows it in a waitUrl's document only. https://www.twilio.com/docs/voice/twiml/leave */
export const leaveVerb: Verb = async () => ({ kind: 'leave' });

/** Turns the call away unanswered; an answered call it just ends. https://www.twilio.com/docs/voice/twiml/reject */
export const rejectVerb: Verb = async (element, { call }) => {
  call.end('document', element.attributes['reason'] === 'busy' ? 'busy' : 'no-answer');
  return { kind: 'hang-up' };
};
