import { describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import type { EventServices } from '../../lambdas/services.ts';
import { alice, bob, callbackRecord, NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';

const reading = checkConfiguration(queueWithMindful({ policy: { registerBy: 'api' } }));
if (!reading.ok) throw new Error(reading.problems.join('\n'));
const { configuration } = reading;
const CALL = `CA${'0'.repeat(31)}1`;
const requested = { data: [{ status: 'Requested', ewt: 600, requested_at: NOON_MS / 1000 }] };
const pending = (createdAtMs: number) => ({
  data: [
    {
      call_request_id: '1',
      status: 'pending',
      created_at: String(createdAtMs / 1000),
      estimated_for: String(NOON_MS / 1000 + 1200),
    },
  ],
});

/** Alice's call has accepted a callback, and `register` is requested. */
async function registers(
  scheduler: Partial<EventServices['scheduler']>,
  {
    query = '',
    status = 'requested',
    callSid = CALL,
    meanwhile,
  }: {
    query?: string;
    status?: 'requested' | 'asked' | 'registered' | 'returned';
    callSid?: string;
    /** What Mindful's webhook makes of the record while its status is asked for. */
    meanwhile?: 'registered';
  } = {},
) {
  const { callbacks, queueStates, table } = memoryTable();
  table.state = { snapshot: snapshot(600) };
  const record = callbackRecord({ caller: alice, callSid, status, acceptedAtMs: NOON_MS });
  table.records.set(`${alice} support`, record);
  const log = logKeeper();
  const { callbackStatus } = scheduler;
  const asked = {
    ...scheduler,
    ...(callbackStatus && {
      callbackStatus: async (...question: Parameters<typeof callbackStatus>) => {
        if (meanwhile) table.records.set(`${alice} support`, { ...record, status: meanwhile });
        return callbackStatus(...question);
      },
    }),
  };
  const all = services({ configuration, callbacks, queueStates, scheduler: { ...services().scheduler, ...asked } });
  const form = { CallSid: CALL, From: alice };
  const { body } = await serviceHandler(all, log.write)(signedEvent('register', { form, query }), lambdaContext());
  return { body: String(body), counted: log.counted(), table, record: () => table.records.get(`${alice} support`) };
}

describe('a callback that the API is asked to register', () => {
  it('is told as a yes with the time that Mindful names', async () => {
    const asked: unknown[] = [];
    const { body, counted, record } = await registers({
      requestCallback: async (_, request) => {
        asked.push(request);
        return requested;
      },
    });
    expect(body).toMatch(/We will call you back in about 10 minutes/);
    expect(body).toMatch(/<Hangup/);
    expect(record()).toMatchObject({ status: 'registered' });
    expect(counted).toEqual(['RegisteredByApi', 'CallbackRegistered']);
    expect(asked).toEqual([{ caller: alice, userData: { 'x-user-to-user': alice } }]);
  });

  it.each(['registered', 'returned'] as const)('is not asked for again when it is %s', async (status) => {
    const { body } = await registers({}, { status });
    expect(body).toMatch(/We will call you back/);
  });

  it("is not asked for in another call's name", async () => {
    const { body } = await registers({}, { callSid: `CA${'0'.repeat(31)}2` });
    expect(body).toMatch(/<Enqueue/);
    expect(body).not.toMatch(/call you back/);
  });

  it.each([
    ['a duplicate', { data: [{ status: 'DuplicateRequest' }] }],
    ['no JSON that is known', { ok: true }],
  ])('is looked up after %s, and promised only when it is there', async (_, answer) => {
    const first = await registers({ requestCallback: async () => answer });
    expect(first.body).toMatch(/One moment more/);
    expect(first.body).toMatch(/register\?looks=1/);
    expect(first.body).not.toMatch(/call you back/);
    const found = await registers({ callbackStatus: async () => pending(NOON_MS + 5000) }, { query: 'looks=1' });
    expect(found.body).toMatch(/We will call you back in about 20 minutes/);
  });

  it('is not confirmed by a callback of before the acceptance', async () => {
    const { body } = await registers(
      { callbackStatus: async () => pending(NOON_MS - 3_600_000) },
      { query: 'looks=3' },
    );
    expect(body).toMatch(/could not arrange a callback/);
    expect(body).toMatch(/<Enqueue/);
  });

  it('stops being looked up after the third time, and the way is closed for a minute', async () => {
    const down = async () => Promise.reject(new Error('Mindful answered 500'));
    const { body, counted, table, record } = await registers(
      { callbackStatus: down },
      { query: 'looks=3&since=1772452000' },
    );
    expect(body).toMatch(/could not arrange a callback/);
    expect(body).toContain('since=1772452000');
    expect(record()).toMatchObject({ status: 'in-doubt' });
    expect(counted).toEqual(['RegistrationFailed']);
    expect(table.state.apiBreaker).toEqual({ openUntilMs: NOON_MS + 60_000 });
    expect(table.state.breaker).toBeUndefined();
  });

  it("closes the way for nobody else when the caller's number is refused", async () => {
    const { body, table } = await registers({
      requestCallback: async () => ({ data: [{ status: 'InvalidContact' }] }),
    });
    expect(body).toMatch(/cannot call this number back/);
    expect(table.state.apiBreaker).toBeUndefined();
  });

  it('is a yes although the table does not take it: Mindful calls', async () => {
    const { body, requests } = await registersWithoutWriting('registered');
    expect(body).toMatch(/We will call you back in about 10 minutes/);
    expect(requests).toBe(1);
  });

  it('is not asked for where the table does not take that it is: nobody would look for what becomes of it', async () => {
    const { body, requests } = await registersWithoutWriting('asked');
    expect(body).toMatch(/<Enqueue/);
    expect(requests).toBe(0);
  });

  it('is noted before Mindful is asked, and asked for once however often the webhook comes', async () => {
    let seen: string | undefined;
    const { record, again } = await registersTwice((status) => {
      seen = status;
    });
    expect(seen).toBe('asked');
    expect(again).toMatch(/register\?looks=1/);
    expect(record).toMatchObject({ status: 'asked' });
  });

  it('is a yes where its webhook has come meanwhile, although the looks have found nothing', async () => {
    const { body, counted } = await registers(
      { callbackStatus: async () => undefined },
      { query: 'looks=3', status: 'asked', meanwhile: 'registered' },
    );
    expect(body).toMatch(/We will call you back/);
    expect(counted).toEqual([]);
  });

  it('is not asked for when the table cannot be read: the caller is queued', async () => {
    const unreadable = { ...memoryTable().callbacks, find: () => Promise.reject(new Error('down')) };
    const { queueStates } = memoryTable();
    const all = services({ configuration, callbacks: unreadable, queueStates });
    const form = { CallSid: CALL, From: bob };
    const { body } = await serviceHandler(all, logKeeper().write)(signedEvent('register', { form }), lambdaContext());
    expect(String(body)).toMatch(/<Enqueue/);
    expect(String(body)).not.toMatch(/call you back/);
  });
});

/** The table does not take this move. */
async function registersWithoutWriting(move: 'asked' | 'registered') {
  const { callbacks, queueStates, table } = memoryTable();
  table.records.set(`${alice} support`, callbackRecord({ caller: alice, callSid: CALL, status: 'requested' }));
  const unwritable: typeof callbacks = {
    ...callbacks,
    move: (transition) => (transition.to === move ? Promise.reject(new Error('down')) : callbacks.move(transition)),
  };
  let requests = 0;
  const requestCallback = async () => {
    requests += 1;
    return requested;
  };
  const scheduler = { ...services().scheduler, requestCallback };
  const all = services({ configuration, callbacks: unwritable, queueStates, scheduler });
  const form = { CallSid: CALL, From: alice };
  const { body } = await serviceHandler(all, logKeeper().write)(signedEvent('register', { form }), lambdaContext());
  return { body: String(body), requests };
}

/** Mindful never answers the first webhook's request, and Twilio sends that webhook again. */
async function registersTwice(whenAsked: (status: string | undefined) => void) {
  const { callbacks, queueStates, table } = memoryTable();
  table.records.set(`${alice} support`, callbackRecord({ caller: alice, callSid: CALL, status: 'requested' }));
  const scheduler = {
    ...services().scheduler,
    requestCallback: async () => {
      whenAsked(table.records.get(`${alice} support`)?.status);
      throw new Error('Mindful did not answer');
    },
    callbackStatus: async () => undefined,
  };
  const handler = serviceHandler(services({ configuration, callbacks, queueStates, scheduler }), logKeeper().write);
  const form = { CallSid: CALL, From: alice };
  await handler(signedEvent('register', { form }), lambdaContext());
  const { body } = await handler(signedEvent('register', { form }), lambdaContext());
  return { again: String(body), record: table.records.get(`${alice} support`) };
}
