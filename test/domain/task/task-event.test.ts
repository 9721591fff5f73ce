import { describe, expect, it } from '@jest/globals';
import { returnTaskAttributes } from '../../../lambdas/domain/task/task-attributes.ts';
import { readTaskEvent } from '../../../lambdas/domain/task/task-event.ts';
import { alice, callbackRecord } from '../../support/builders.ts';

const event = (attributes: string, age = '75') =>
  readTaskEvent({
    EventType: 'reservation.accepted',
    TaskAttributes: attributes,
    TaskAge: age,
  });

describe("a task's event", () => {
  it('tells the callback that a return call brought back', () => {
    const attributes = returnTaskAttributes({
      ...{ queue: 'support', headerName: 'x-user-to-user', caller: alice, record: callbackRecord() },
    });
    expect(event(JSON.stringify(attributes))).toMatchObject({
      queue: 'support',
      callback: { caller: alice, callSid: 'CA-first' },
    });
  });

  it.each(['+14155551234', '%2B14155551234', '2B3134313535353531323334;encoding=hex', '14155551234;encoding=ascii'])(
    'tells the customer of a return call whom a Studio flow names as the header has it: %s',
    (customerPhone) => {
      const { callback } = event(JSON.stringify({ queue: 'support', callback: { queue: 'support' }, customerPhone }));
      expect(callback).toEqual({ caller: alice, callSid: undefined });
    },
  );

  it('tells what an ordinary caller was quoted and how long the task is old', () => {
    expect(
      event('{"queue":"support","quote":{"waitSeconds":300,"spoken":{"kind":"about","minutes":5}}}'),
    ).toMatchObject({
      ageSeconds: 75,
      quote: { waitSeconds: 300, kind: 'about', minutes: 5 },
      callback: undefined,
    });
  });

  it.each(['', 'no json', '[]', 'null', '{"quote":{"waitSeconds":"300"},"callback":1,"customerPhone":"anonymous"}'])(
    'survives attributes that others have written: %s',
    (attributes) => {
      expect(event(attributes, 'x')).toMatchObject({
        ageSeconds: undefined,
        quote: undefined,
        callback: undefined,
      });
    },
  );
});
