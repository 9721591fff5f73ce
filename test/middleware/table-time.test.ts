import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type RouteName, routes } from '../../lambdas/routes.ts';
import type { CallbackRecords, QueueStates } from '../../lambdas/services.ts';
import { AUTH_TOKEN, alice, callbackRecord, configuration, NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';
import { genuineRequests } from '../support/twilio-forms.ts';

/** A table of which each request fails, or is answered with nothing, after so long. */
function slowTable(ms: number, fails: boolean) {
  const asked: string[] = [];
  const table = <Table extends object>(answers: Partial<Record<keyof Table, unknown>>) =>
    new Proxy({} as Table, {
      get: (_, name) => () => {
        asked.push(String(name));
        return new Promise((resolve, reject) => {
          setTimeout(() => (fails ? reject(new Error('slow')) : resolve(answers[name as keyof Table])), ms);
        });
      },
    });
  const queueStates = table<QueueStates>({ read: {}, readNow: {}, changeBreaker: true, countAcceptance: true });
  const callbacks = table<CallbackRecords>({ listOpen: [], move: true, request: true });
  return { queueStates, callbacks, asked };
}

const calls = genuineRequests.filter(({ route }) => isOfCall(route));

function isOfCall(name: RouteName): boolean {
  return routes.find((route) => route.name === name)?.function === 'voice';
}

describe.each([
  { what: 'fails each request after 850 ms', ms: 850, fails: true },
  { what: 'answers each request after 350 ms', ms: 350, fails: false },
])('while the table $what', ({ ms, fails }) => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each(calls)('$route $query is answered within a second, and asks no more', async ({ route, query, form }) => {
    const { asked, ...table } = slowTable(ms, fails);
    const handler = serviceHandler(services(table), logKeeper().write);
    const event = signedEvent(route, { form, authToken: AUTH_TOKEN, ...(query && { query }) });
    const answer = handler(event, lambdaContext(60_000));
    const silence = new Promise((resolve) => setTimeout(() => resolve('silence'), 1000));
    await jest.advanceTimersByTimeAsync(1000);
    expect(await Promise.race([answer, silence])).not.toBe('silence');
    const askedInTime = asked.length;
    await jest.advanceTimersByTimeAsync(5000);
    expect(asked).toHaveLength(askedInTime);
  });
});

describe('while Mindful takes a second and a half', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const slowly = (answer: unknown) => () => new Promise<unknown>((resolve) => setTimeout(() => resolve(answer), 1500));
  const registered = { data: [{ status: 'Requested', ewt: 600, requested_at: NOON_MS / 1000 }] };
  const [created_at, estimated_for] = [NOON_MS / 1000, NOON_MS / 1000 + 1200].map(String);
  const pending = { data: [{ call_request_id: '1', status: 'pending', created_at, estimated_for }] };

  it.each([
    ['register', 'requested', 'registered'],
    ['cancel-callback', 'registered', 'called-off'],
  ] as const)('%s still tells the record, for the table is not what is waited for', async (route, before, after) => {
    const { callbacks, queueStates, table } = memoryTable();
    const callSid = `CA${'0'.repeat(31)}1`;
    table.state = { snapshot: snapshot(600) };
    table.records.set(`${alice} support`, callbackRecord({ callSid, status: before, acceptedAtMs: NOON_MS }));
    const scheduler = {
      requestCallback: slowly(registered),
      callbackStatus: slowly(pending),
      cancelCallback: slowly({ data: [{ status: 'Canceled' }] }),
    };
    const [queue] = queueWithMindful({ policy: { registerBy: 'api' } }).queues;
    const all = services({ configuration: configuration({}, { queues: [queue] }), callbacks, queueStates, scheduler });
    const event = signedEvent(route, { form: { CallSid: callSid, From: alice } });
    const answer = serviceHandler(all, logKeeper().write)(event, lambdaContext(60_000));
    await jest.advanceTimersByTimeAsync(3500);
    await answer;
    expect(table.records.get(`${alice} support`)).toMatchObject({ status: after });
  });
});
