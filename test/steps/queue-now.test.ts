import { describe, expect, it } from '@jest/globals';
import type { QueueState } from '../../lambdas/domain/queue-snapshot.ts';
import type { RouteName } from '../../lambdas/routes.ts';
import { NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { type EventOptions, signedEvent } from '../support/signed-event.ts';

/** How often one webhook asks the table about its queue, from the remembered state and past it. */
async function readsOf(name: RouteName, options: EventOptions, state: QueueState = { snapshot: snapshot(400) }) {
  const { queueStates, callbacks, table } = memoryTable();
  table.state = state;
  const reads = { remembered: 0, now: 0 };
  const counting = {
    ...queueStates,
    read: (queue: string) => {
      reads.remembered += 1;
      return queueStates.read(queue);
    },
    readNow: (queue: string) => {
      reads.now += 1;
      return queueStates.readNow(queue);
    },
  };
  const handler = serviceHandler(services({ queueStates: counting, callbacks }), () => {});
  const { statusCode } = await handler(signedEvent(name, options), lambdaContext());
  expect(statusCode).toBeLessThan(300);
  return reads;
}

const lateOnHold = { query: `since=${NOON_MS / 1000 - 130}&greeted=1` };

describe('a webhook resolves its queue', () => {
  it.each<{ name: RouteName; options: EventOptions }>([
    { name: 'incoming-call', options: {} },
    { name: 'hold', options: lateOnHold },
    { name: 'offer-reply', options: { query: 'wait=400', form: { Digits: '2' } } },
    { name: 'transfer-result', options: { form: { DialCallStatus: 'completed', DialCallDuration: '60' } } },
    { name: 'wait-time', options: {} },
  ])('once: $name', async ({ name, options }) => {
    expect(await readsOf(name, options)).toEqual({ remembered: 1, now: 0 });
  });

  it('and again past the cache when the caller says yes', async () => {
    const yes = { query: 'wait=400', form: { Digits: '1' } };
    expect(await readsOf('offer-reply', yes)).toEqual({ remembered: 1, now: 1 });
  });

  it.each<{ name: RouteName; options: EventOptions }>([
    { name: 'call-ended', options: { form: { CallStatus: 'completed' } } },
    { name: 'transfer-progress', options: { form: { CallStatus: 'ringing' } } },
    { name: 'task-events', options: { form: { EventType: 'task.created', TaskAttributes: '{"queue":"support"}' } } },
  ])('not at all where its step needs nothing of it: $name', async ({ name, options }) => {
    expect(await readsOf(name, options)).toEqual({ remembered: 0, now: 0 });
  });
});
