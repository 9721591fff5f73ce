import { integerAttribute, nextVerb, type Verb } from './verb.ts';

const WORDS_PER_SECOND = 2.7;

export const say: Verb = async (element, { call, phase }) => {
  call.answer();
  call.note('says', element.text);
  await phase.wait(spokenSeconds(element.text) * (integerAttribute(element, 'loop', 1) || FOR_EVER));
  return nextVerb;
};

/** `loop="0"` repeats up to a thousand times. https://www.twilio.com/docs/voice/twiml/say */
export const FOR_EVER = 1000;

/** To the tenth of a second, at least one. */
export function spokenSeconds(text: string): number {
  const words = text.split(/\s+/).filter((word) => word !== '').length;
  return Math.max(1, Math.round((words / WORDS_PER_SECOND) * 10) / 10);
}
