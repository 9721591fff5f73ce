import { describe, expect, it } from '@jest/globals';
import { findAmbiguities } from '../../config/contradictions.ts';
import type { CallTarget } from '../../lambdas/domain/queue-config.ts';
import { configuration, queueConfig } from '../support/builders.ts';

const { callTarget, ...queue } = queueConfig();
const ambiguities = (...differences: Partial<CallTarget>[]) =>
  findAmbiguities({
    ...configuration(),
    queues: differences.map((different) => ({ ...queue, callTarget: { ...callTarget, ...different } })),
  });

describe("queues whose confirmations by Mindful's webhook cannot be told apart", () => {
  it.each([
    ['have no IDs', [{}, {}]],
    ['have no IDs, and one has a header for the queue', [{}, { queueHeaderName: 'x-queue' }]],
  ])('are those that %s', (_, differences) => expect(ambiguities(...differences)).toHaveLength(1));

  it.each([
    ['a single one', [{}]],
    ['those that have IDs', [{ id: '1' }, { id: '2' }]],
    ['two of which one has an ID', [{}, { id: '2' }]],
    ['those that have headers for the queue', [{ queueHeaderName: 'x-queue' }, { queueHeaderName: 'x-queue' }]],
  ])('are not %s', (_, differences) => expect(ambiguities(...differences)).toEqual([]));
});
