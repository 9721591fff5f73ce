import { describe, expect, it } from '@jest/globals';
import {
  lostCallbackTaskAttributes,
  queueTaskAttributes,
  returnTaskAttributes,
} from '../../../../lambdas/domain/task/task-attributes.ts';
import { flatAttributes, kindOf, promiseOf } from '../../../../local/console/app/agent/agent-task.ts';
import { alice, callbackRecord, queueConfig } from '../../../support/builders.ts';

const record = callbackRecord({ quotedWaitSeconds: 480 });

describe('a task as an agent reads it', () => {
  it.each([
    ['call', queueTaskAttributes(queueConfig(), alice, { firstCallSid: 'CA1', queuedAgain: 0 }), undefined],
    ['return', returnTaskAttributes({ queue: 'support', headerName: 'x-user-to-user', record }), 480],
    ['lost', lostCallbackTaskAttributes(record), 480],
  ] as const)('is told apart by its attributes, with what was promised: %s', (kind, attributes, quotedSeconds) => {
    expect(kindOf({ attributes })).toBe(kind);
    expect(promiseOf({ attributes }).quotedSeconds).toBe(quotedSeconds);
    expect(promiseOf({ attributes }).acceptedAtMs).toBe(quotedSeconds && record.acceptedAtMs);
  });

  it('tells the quote of a caller who holds', () => {
    const quote = { waitSeconds: 300, unit: 'minutes' } as never;
    const attributes = queueTaskAttributes(queueConfig(), alice, { firstCallSid: 'CA1', queuedAgain: 0, quote });
    expect(promiseOf({ attributes }).quotedSeconds).toBe(300);
  });

  it('names each attribute by its path', () =>
    expect(flatAttributes({ queue: 'support', callback: { dueAt: 'noon', tries: 0 } })).toEqual([
      ['queue', 'support'],
      ['callback.dueAt', 'noon'],
      ['callback.tries', '0'],
    ]));
});
