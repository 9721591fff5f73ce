import type { Phones } from '../server/phones.ts';
import { BadInput } from './input.ts';

/** The call itself goes on. */
export function removePhone(phones: Phones, callSid: string) {
  if (phones.remove(callSid)) return phones.sections();
  throw new BadInput(`No phone has made call ${callSid}.`, 'See GET /control/phones for those there are.', 404);
}
