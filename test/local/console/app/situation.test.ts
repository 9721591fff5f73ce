import { describe, expect, it } from '@jest/globals';
import { quoteWait } from '../../../../lambdas/domain/quote.ts';
import { situationInWords } from '../../../../local/console/app/floor/situation.ts';

type Queue = Parameters<typeof situationInWords>[0][number];

function queue(changes: Partial<Queue> & { free?: number; busy?: number }): Queue {
  const { free = 0, busy = 0, ...others } = changes;
  const agents = [...Array(free).fill('free'), ...Array(busy).fill('talking')].map((state) => ({
    name: 'Agent',
    state,
  }));
  const counts = { waiting: 0, atHome: 0 };
  return { name: 'support', counts, agents, offer: 'agents-free', quote: null, ...others };
}

describe('the floor in a sentence', () => {
  it.each([
    [
      'before anything has happened',
      [queue({ free: 3 })],
      'Nobody waits, and 3 of 3 agents are free. Support: the next caller is offered no callback, because an agent is free.',
    ],
    [
      'in a peak',
      [queue({ busy: 6, offer: 'ask', quote: quoteWait(480, 10), counts: { waiting: 12, atHome: 16 } })],
      '12 callers hold, 16 wait at home for a callback, and all 6 agents are busy. Support: the next caller is told about 8 minutes and offered a callback.',
    ],
    [
      'where the wait may well be longer, with the range that callers hear',
      [queue({ busy: 2, offer: 'ask', quote: quoteWait(510, 10, 590), counts: { waiting: 3, atHome: 0 } })],
      '3 callers hold, and all 2 agents are busy. Support: the next caller is told between 9 and 10 minutes and offered a callback.',
    ],
    [
      'beyond what is told',
      [queue({ busy: 1, offer: 'ask', quote: quoteWait(660, 10), counts: { waiting: 1, atHome: 1 } })],
      '1 caller holds, one waits at home for a callback, and the only agent is busy. Support: the next caller is told more than 10 minutes and offered a callback.',
    ],
    [
      'where a queue is closed and nobody is there',
      [queue({ offer: 'closed', name: 'billing', counts: { waiting: 0, atHome: 2 } })],
      'Nobody holds, 2 wait at home for a callback, and no agent is on shift. Billing is closed.',
    ],
    [
      'where one queue is closed, by the agents of the other',
      [queue({ busy: 1, offer: 'wait-short' }), queue({ offer: 'closed', name: 'billing', free: 3 })],
      'Nobody waits, and the only agent is busy. Support: the next caller is offered no callback, because the wait is short enough to hold. Billing is closed.',
    ],
  ])('%s', (_, queues, words) => expect(situationInWords(queues)).toBe(words));
});
