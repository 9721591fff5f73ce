import type { Verb } from './verb.ts';

export const hangup: Verb = async (_element, { call }) => {
  call.answer();
  return { kind: 'hang-up' };
};
