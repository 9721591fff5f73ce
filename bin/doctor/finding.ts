import type { Facts } from './facts.ts';

/** What a check says: `wrong` needs mending, `look` may be meant, `unknown` could not be found out. */
export type Finding = { verdict: 'good' } | { verdict: 'wrong' | 'look' | 'unknown'; what: string; remedy: string };

export interface Check {
  name: string;
  look(facts: Facts): Finding;
}

export const good: Finding = { verdict: 'good' };

export function wrong(what: string, remedy: string): Finding {
  return { verdict: 'wrong', what, remedy };
}

export function lookAt(what: string, remedy: string): Finding {
  return { verdict: 'look', what, remedy };
}

export function unknown(what: string, remedy: string): Finding {
  return { verdict: 'unknown', what, remedy };
}

export const apply = 'npm run twilio:apply -- --stage ...';
