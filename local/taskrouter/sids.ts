import { createRandom } from './random.ts';

type SidPrefix = 'WT' | 'WR' | 'WK' | 'WA';
export type SidMaker = (prefix: SidPrefix) => string;

/** SIDs shaped like Twilio's (prefix and 32 hex digits), never twice, and the same again for the same seed. */
export function createSidMaker(seed: number): SidMaker {
  const random = createRandom(seed ^ 0x51d5);
  let made = 0;
  return (prefix) => {
    made += 1;
    return `${prefix}${hex(random() * 2 ** 32)}${hex(random() * 2 ** 32)}${hex(random() * 2 ** 32)}${hex(made)}`;
  };
}

function hex(value: number): string {
  return Math.floor(value).toString(16).padStart(8, '0');
}
