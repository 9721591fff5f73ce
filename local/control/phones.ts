import type { Phones } from '../console/server/phones.ts';
import { BadInput } from './input.ts';

export function listPhones(phones: Phones) {
  return phones.sections();
}

/** The call itself goes on. */
export function removePhone(phones: Phones, callSid = '') {
  if (phones.remove(callSid)) return phones.sections();
  throw new BadInput(`No phone has made call ${callSid}.`, 'See GET /control/phones for those there are.', 404);
}
