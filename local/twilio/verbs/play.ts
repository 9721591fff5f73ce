import { FOR_EVER } from './say.ts';
import { integerAttribute, nextVerb, type Verb } from './verb.ts';

export const play: Verb = async (element, { call, phase, services, documentUrl }) => {
  const url = new URL(element.text, documentUrl).href;
  call.answer();
  call.note('plays', url);
  await phase.wait(services.playSeconds(url) * (integerAttribute(element, 'loop', 1) || FOR_EVER));
  return nextVerb;
};
