import { createHash } from 'node:crypto';

export type SidPrefix = 'CA' | 'QU' | 'EV' | 'TC' | 'WA';
export type Sids = (prefix: SidPrefix) => string;

/** SIDs as Twilio writes them: two letters and 32 hex digits; the same row of them for the same seed. */
export function createSids(seed: string): Sids {
  let made = 0;
  return (prefix) => `${prefix}${hash(`${seed} ${prefix} ${++made}`)}`;
}

/** One SID for a name, always the same. */
export function sidFor(prefix: SidPrefix, name: string): string {
  return `${prefix}${hash(name)}`;
}

function hash(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
