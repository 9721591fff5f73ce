import { describe, expect, it } from '@jest/globals';
import { returnTaskAttributes } from '../../lambdas/domain/task-attributes.ts';
import { readTaskEvent } from '../../lambdas/domain/task-event.ts';
import { alice, callbackRecord } from '../support/builders.ts';

const event = (attributes: string, age = '75') =>
  readTaskEvent(
    new Map([
      ['EventType', 'reservation.accepted'],
      ['TaskAttributes', attributes],
      ['TaskAge', age],
    ]),
  );

describe("a task's event", () => {
  it('tells the callback that a return call brought back', () => {
    const attributes = returnTaskAttributes('support', alice, callbackRecord(), 'x-user-to-user');
    expect(event(JSON.stringify(attributes))).toMatchObject({
      queue: 'support',
      callback: { caller: alice, callSid: 'CA-first' },
    });
  });

  it('tells what an ordinary caller was quoted and how long the task is old', () => {
    expect(event('{"queue":"support","quote":{"waitSeconds":300}}')).toMatchObject({
      ageSeconds: 75,
      quotedWaitSeconds: 300,
      callback: undefined,
    });
  });

  it.each(['', 'no json', '[]', 'null', '{"quote":{"waitSeconds":"300"},"callback":{},"customerPhone":"anonymous"}'])(
    'survives attributes that others have written: %s',
    (attributes) => {
      expect(event(attributes, 'x')).toMatchObject({
        ageSeconds: undefined,
        quotedWaitSeconds: undefined,
        callback: undefined,
      });
    },
  );
});
