import { integerAttribute, nextVerb, type Verb } from './verb.ts';

/** As the first verb it lets the phone ring for so long. https://www.twilio.com/docs/voice/twiml/pause */
export const pause: Verb = async (element, { call, phase, isFirstVerb }) => {
  const seconds = integerAttribute(element, 'length', 1);
  if (!isFirstVerb) call.answer();
  call.note('pauses', `${seconds} s`);
  await phase.wait(seconds);
  return nextVerb;
};
