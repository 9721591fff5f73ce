import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoQueueStates, rememberQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { takeSnapshot } from '../../lambdas/domain/snapshot-taking.ts';
import { voiceHandler } from '../../lambdas/runtime/voice-handler.ts';
import { NOON_MS, queuePolicy, snapshot, statistics } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { signedEvent } from '../support/signed-event.ts';
import { scan, TABLE, useTable } from '../support/table.ts';

const table = useTable();
let states: DynamoQueueStates;

beforeAll(() => {
  states = new DynamoQueueStates(table.client, TABLE);
});

async function putByHand(queue: string, kind: string, document: string): Promise<void> {
  const Item = { pk: { S: `queue#${queue}` }, sk: { S: kind }, document: { S: document } };
  await table.client.send(new PutItemCommand({ TableName: TABLE, Item }));
}

async function readByHand(queue: string, kind: string): Promise<string | undefined> {
  const items = await scan(table.client);
  return items.find(({ pk, sk }) => pk?.S === `queue#${queue}` && sk?.S === kind)?.['document']?.S;
}

describe("a queue's state", () => {
  it('is empty before the first sample', async () => {
    expect(await states.read('new')).toEqual({});
  });

  it('holds the snapshot and the breaker as they were written, each with a time to live', async () => {
    const written = snapshot(400, { statistics: statistics() });
    await states.putSnapshot('support', written);
    await states.changeBreaker('support', { before: undefined, after: { openUntilMs: NOON_MS + 60_000 } });
    expect(await states.read('support')).toEqual({ snapshot: written, breaker: { openUntilMs: NOON_MS + 60_000 } });
    const items = (await scan(table.client)).filter((item) => item['pk']?.S === 'queue#support');
    expect(items.map((item) => Number(item['ttl']?.N))).toEqual([NOON_MS / 1000 + 660, NOON_MS / 1000 + 3600]);
  });

  it('keeps a snapshot without a wait, which says that the wait is unknown', async () => {
    const { wait: _, ...unknown } = snapshot(0);
    await states.putSnapshot('unknown', unknown);
    expect((await states.read('unknown')).snapshot).toEqual(unknown);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['null', 'null'],
    ['another shape', '{"sampledAtMs":"noon"}'],
  ])('counts a snapshot that is %s as absent', async (_scenario, document) => {
    await putByHand('malformed', 'snapshot', document);
    expect(await states.read('malformed')).toEqual({});
  });

  it.each(['null', '"400"', '-1', '1e999'])('does not believe a wait of %s', async (seconds) => {
    const document = JSON.stringify(snapshot(0)).replace('"quoteSeconds":0', `"quoteSeconds":${seconds}`);
    await putByHand('absurd', 'snapshot', document);
    expect((await states.read('absurd')).snapshot).not.toHaveProperty('wait');
  });
});

describe('an item that a hand has edited', () => {
  it('or the version before is read by its own name: estimates were shadows', async () => {
    const shadows = { 'people-ahead': 400 };
    await putByHand('older', 'snapshot', JSON.stringify({ ...snapshot(400), shadows }));
    expect((await states.readNow('older')).snapshot?.estimates).toEqual(shadows);
  });

  it('does not stop the sampler: a memory of null is none', async () => {
    await putByHand('forgetful', 'snapshot', JSON.stringify({ ...snapshot(400), mindful: 'well', estimates: 7 }));
    const { snapshot: previous } = await states.readNow('forgetful');
    expect(previous).toEqual(snapshot(400));
    const sample = { reading: { ok: true, statistics: statistics() }, atHome: [], policy: queuePolicy() } as const;
    const known = { previous, roster: undefined, nowMs: NOON_MS + 60_000 };
    expect(takeSnapshot({ ...sample, ...known }).snapshot.wait).toBeDefined();
  });

  it.each([
    ['an announcement that no XML can hold', { announcement: 'We are\u0000 moving.' }],
    ['opening hours on Mars', { openingHours: { timeZone: 'Mars/Olympus', weekly: {}, closedDates: [] } }],
    [
      'music from nowhere, a voice that is a number, no fields for the offer',
      { musicUrl: '', voice: 7, inQueueOffer: 1 },
    ],
  ])('costs no caller the offer: %s', async (_what, policy) => {
    const override = { policy: { ...policy, thresholdSeconds: 60 }, by: 'sam', why: 'snow', untilMs: NOON_MS + 60_000 };
    await putByHand('support', 'operator', JSON.stringify(override));
    await putByHand('support', 'breaker', '{}');
    await states.putSnapshot('support', snapshot(400));
    const log = logKeeper();
    const { callbacks } = memoryTable();
    const handler = voiceHandler(services({ queueStates: states, callbacks }), log.write);
    const { body } = await handler(signedEvent('incoming-call'), lambdaContext());
    expect(body).toMatch(/press 1/);
    expect(log.counted()).toEqual(['CallArrived', 'OfferMade']);
    expect((await states.readNow('support')).operator?.policy).toEqual({ thresholdSeconds: 60 });
  });

  it('gives the next sample the memory as it was written', async () => {
    await putByHand('mindful', 'snapshot', JSON.stringify({ ...snapshot(400), memory: { atMs: -1 } }));
    expect((await states.readNow('mindful')).snapshot?.memory).toEqual({ atMs: -1 });
  });

  it('keeps the changes that are some, and drops the rest', async () => {
    const change = { kind: 'set', atMs: NOON_MS, by: 'sam', why: 'snow', policy: {}, untilMs: NOON_MS };
    const changes = [change, null, 'set', { ...change, untilMs: 1e300 }, { ...change, by: 7 }];
    await putByHand('changed', 'operator', JSON.stringify({ policy: {}, untilMs: NOON_MS, changes }));
    expect((await states.readNow('changed')).operator).toEqual({
      ...{ policy: {}, by: 'unknown', why: 'unknown', untilMs: NOON_MS, changes: [change] },
    });
  });
});

describe("an operator's override", () => {
  const override = {
    policy: { offers: 'off' },
    by: 'sam',
    why: 'snow',
    untilMs: NOON_MS + 60_000,
    changes: [],
  } as const;

  it('holds whatever a function writes into the partition of the queue', async () => {
    await states.putOperator('guarded', { ...override, changes: [] });
    await putByHand('guarded', 'operator', JSON.stringify({ ...override, policy: { offers: 'ask' } }));
    expect((await states.readNow('guarded')).operator?.policy).toEqual({ offers: 'off' });
  });

  it('that the command of the version before has set holds, and that version reads ours where it looks', async () => {
    await putByHand('before', 'operator', JSON.stringify(override));
    expect((await states.readNow('before')).operator?.policy).toEqual({ offers: 'off' });
    await states.putOperator('after', { ...override, changes: [] });
    expect(JSON.parse((await readByHand('after', 'operator')) ?? '')).toEqual(override);
  });
});

describe('the note that a call has lost its task', () => {
  const LIFETIME_MS = 15 * 60_000;

  /** The next hold document of a call, a moment after its task was given up. */
  async function nextHoldDocument(nowMs: number, CallSid = callSid): Promise<string> {
    const { callbacks } = memoryTable();
    const handler = voiceHandler(services({ queueStates: states, callbacks, nowMs: () => nowMs }), () => {});
    const since = Math.floor(nowMs / 1000) - 400;
    const { body } = await handler(
      signedEvent('hold', { form: { CallSid }, query: `greeted=1&since=${since}` }),
      lambdaContext(),
    );
    return String(body);
  }
  const callSid = 'CA00000000000000000000000000000001';

  it('is read with the next hold document, of this call and queue alone, until its time is over', async () => {
    await states.noteAbandonedCall('support', callSid, { untilMs: NOON_MS + LIFETIME_MS, nowMs: NOON_MS });
    expect(await nextHoldDocument(NOON_MS + 1000)).toContain('<Leave/>');
    expect(await nextHoldDocument(NOON_MS + LIFETIME_MS)).not.toContain('<Leave/>');
    expect(await states.isAbandonedCall('sales', callSid, NOON_MS)).toBe(false);
    expect(await states.isAbandonedCall('support', `${callSid}#1`, NOON_MS)).toBe(false);
  });

  it('counts no more past its own time, while a later one of the queue does', async () => {
    const later = 'CA00000000000000000000000000000003';
    await states.noteAbandonedCall('support', later, { untilMs: NOON_MS + 700_000, nowMs: NOON_MS + 600_000 });
    expect(await nextHoldDocument(NOON_MS + 699_000, later)).toContain('<Leave/>');
    await states.noteAbandonedCall('support', callSid, { untilMs: NOON_MS + 1_500_000, nowMs: NOON_MS + 600_000 });
    expect(await nextHoldDocument(NOON_MS + 700_000, later)).not.toContain('<Leave/>');
    expect(await nextHoldDocument(NOON_MS + 700_000)).toContain('<Leave/>');
  });

  it('hides nothing, however many calls the version before has noted beside the snapshot', async () => {
    await states.putSnapshot('stormy', snapshot(400));
    // DynamoDB's pages end at 1 MB: twelve long notes do what eight thousand short ones did.
    const long = JSON.stringify({ untilMs: NOON_MS, filler: 'x'.repeat(100_000) });
    for (let call = 10; call < 22; call += 1) await putByHand('stormy', `abandoned-call#CA${call}`, long);
    await states.noteAbandonedCall('stormy', callSid, { untilMs: NOON_MS + LIFETIME_MS, nowMs: NOON_MS });
    expect((await states.read('stormy')).snapshot).toEqual(snapshot(400));
    expect(await states.isAbandonedCall('stormy', callSid, NOON_MS)).toBe(true);
  });

  it('that the version before has written is believed as long as its time lasts', async () => {
    const other = 'CA00000000000000000000000000000002';
    await putByHand('support', `abandoned-call#${other}`, JSON.stringify({ untilMs: NOON_MS + 5000 }));
    expect(await nextHoldDocument(NOON_MS + 4999, other)).toContain('<Leave/>');
    expect(await nextHoldDocument(NOON_MS + 5000, other)).not.toContain('<Leave/>');
  });
});

describe('a state that is remembered for a few seconds', () => {
  it('is read from the table again after five, and at once when it must be current', async () => {
    let now = NOON_MS;
    const remembered = rememberQueueStates(states, () => now);
    await states.putSnapshot('busy', snapshot(100));
    await remembered.read('busy');
    await states.putSnapshot('busy', snapshot(200));
    now += 4_999;
    expect((await remembered.read('busy')).snapshot?.wait?.quoteSeconds).toBe(100);
    expect((await remembered.readNow('busy')).snapshot?.wait?.quoteSeconds).toBe(200);
    now += 1;
    expect((await remembered.read('busy')).snapshot?.wait?.quoteSeconds).toBe(200);
  });

  it('is forgotten at once by the instance that opens the breaker', async () => {
    const remembered = rememberQueueStates(states, () => NOON_MS);
    await remembered.read('broken');
    await remembered.changeBreaker('broken', { before: undefined, after: { openUntilMs: NOON_MS + 60_000 } });
    expect((await remembered.read('broken')).breaker).toEqual({ openUntilMs: NOON_MS + 60_000 });
  });

  it('is asked for again a second after a failure, and not before: a caller waits for it once', async () => {
    let now = NOON_MS;
    const remembered = rememberQueueStates(states, () => now);
    table.faults.set('dynamodb-down', true);
    await expect(remembered.read('support')).rejects.toThrow();
    table.faults.set('dynamodb-down', false);
    now += 999;
    await expect(remembered.read('support')).rejects.toThrow();
    now += 1;
    expect((await remembered.read('support')).snapshot).toBeDefined();
  });
});

describe('a breaker', () => {
  const open = { openUntilMs: NOON_MS };

  it('is opened by one failure of fifty', async () => {
    const failures = Array.from({ length: 50 }, (_, index) => ({ openUntilMs: NOON_MS + index }));
    const opened = await Promise.all(
      failures.map((after) => states.changeBreaker('opened', { before: undefined, after })),
    );
    expect(opened.filter(Boolean)).toHaveLength(1);
    expect((await states.readNow('opened')).breaker).toEqual(failures[opened.indexOf(true)]);
  });

  it('whose time is over lets one call of fifty go first, and knows which', async () => {
    await states.changeBreaker('probed', { before: undefined, after: open });
    const probes = Array.from({ length: 50 }, (_, index) => ({
      openUntilMs: NOON_MS + 60_000,
      probeCallSid: `CA-${index}`,
    }));
    const claims = await Promise.all(probes.map((after) => states.changeBreaker('probed', { before: open, after })));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect((await states.readNow('probed')).breaker).toEqual(probes[claims.indexOf(true)]);
  });

  it('is gone once a transfer got through, and can be opened again', async () => {
    await states.changeBreaker('closed', { before: undefined, after: open });
    expect(await states.changeBreaker('closed', { before: open, after: 'closed' })).toBe(true);
    expect(await states.readNow('closed')).toEqual({});
    expect(await states.changeBreaker('closed', { before: open, after: 'closed' })).toBe(false);
    expect(await states.changeBreaker('closed', { before: undefined, after: open })).toBe(true);
  });

  it('that was edited by hand into nonsense can be opened all the same', async () => {
    await putByHand('nonsense', 'breaker', 'nonsense');
    expect(await states.changeBreaker('nonsense', { before: undefined, after: open })).toBe(true);
  });
});

describe('the number of accepted callbacks', () => {
  it('lets as many of fifty callers at once accept as there is room for, and remembers how many did', async () => {
    const count = (whenFull: number) =>
      Promise.all(Array.from({ length: 50 }, () => states.countAcceptance('counted', whenFull)));
    expect((await count(0)).filter(Boolean)).toHaveLength(0);
    expect((await count(3)).filter(Boolean)).toHaveLength(3);
    expect((await count(10)).filter(Boolean)).toHaveLength(7);
    expect(await states.readNow('counted')).toEqual({ acceptances: 10 });
  });
});
