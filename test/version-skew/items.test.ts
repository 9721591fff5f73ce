import { describe, expect, it } from '@jest/globals';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoMemory } from '../../lambdas/adapters/dynamo-memory.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { ACCOUNT_SID, phoneNumber, snapshot } from '../support/builders.ts';
import { TABLE, useTable } from '../support/table.ts';
import { phoneCall, sipCall } from '../support/twilio-forms.ts';
import { underNewNames } from './changed-on-purpose.ts';
import { type RecordedItem, shapeOfItem, text } from './recording.ts';
import { builds, fillTable, readRecording, replay } from './replay.ts';

const table = useTable();

const number = (item: RecordedItem, name: string) => {
  const value = item[name];
  return value && 'N' in value ? Number(value.N) : undefined;
};

/** One item of each shape. */
function distinct(items: readonly RecordedItem[], isWanted: (item: RecordedItem) => boolean): RecordedItem[] {
  return [...new Map(items.filter(isWanted).map((item) => [shapeOfItem(item), item])).values()];
}

const isRecord = (item: RecordedItem) => text(item, 'pk').startsWith('caller#');
const isOfQueue = (kind: string) => (item: RecordedItem) =>
  text(item, 'pk') === 'queue#support' && text(item, 'sk') === kind;
const callerOf = (item: RecordedItem) => text(item, 'pk').replace('caller#', '');

/** That a callback is arranged already. */
const isTold = 'Say,Enqueue action=left-queue waitUrl=hold,Task priority=0';
const isAsked = 'Gather action=offer-reply,Say,Enqueue action=left-queue waitUrl=hold,Task priority=0';

/** Nothing, as no new callback could be accepted. */
const isQueued = 'Enqueue action=left-queue waitUrl=hold,Task priority=0';

/** What becomes of a callback whose customer calls again, and when Mindful brings the customer back, by its status. */
const lives: Record<string, { again: string; returned: string | undefined }> = {
  requested: { again: isTold, returned: 'returned' },
  transferred: { again: isTold, returned: 'returned' },
  registered: { again: isTold, returned: 'returned' },
  returned: { again: isQueued, returned: undefined },
  abandoned: { again: isAsked, returned: 'returned' },
  lost: { again: isAsked, returned: 'returned' },
  answered: { again: isAsked, returned: undefined },
  refused: { again: isAsked, returned: undefined },
  cancelled: { again: isAsked, returned: undefined },
  'chose-hold': { again: isAsked, returned: undefined },
  expired: { again: isAsked, returned: undefined },
};

describe.each(builds)('the table that %s has left', (build) => {
  const { items, ...recording } = readRecording(build);
  const records = distinct(items, isRecord).map((item) => [text(item, 'status'), item] as const);

  it('holds every kind of item and every status', () => {
    expect(new Set(records.map(([status]) => status))).toEqual(new Set(Object.keys(lives)));
    for (const kind of ['snapshot', 'operator', 'breaker']) expect(items.some(isOfQueue(kind))).toBe(true);
  });

  describe.each(records)('with a callback that is %s', (status, item) => {
    const caller = callerOf(item);
    const atMs = (number(item, 'movedAtMs') ?? number(item, 'acceptedAtMs') ?? 0) + 60_000;
    const fresh = { pk: { S: 'queue#support' }, sk: { S: 'snapshot' } };
    const document = { S: JSON.stringify(snapshot(421, { sampledAtMs: atMs })) };
    const webhook = { scene: 'asked on hold', atMs, method: 'POST', table: [0, 1], changes: {}, counted: {} };
    const ask = (target: string, form: Record<string, string>) =>
      replay(
        table.client,
        { ...recording, items: [item, { ...fresh, document }] },
        {
          ...webhook,
          target,
          body: `${new URLSearchParams(form)}`,
          answer: { status: 200, verbs: [], urls: [] },
        },
      );

    it('reads all of it', async () => {
      await fillTable(table.client, [item]);
      const callbacks = new DynamoCallbackRecords(table.client, TABLE);
      const { pk: _, sk, openQueue, ttl: __, movedAtMs: ___, ...fields } = item;
      const values = Object.entries(fields).map(([name, value]) => [name, 'S' in value ? value.S : Number(value.N)]);
      const record = { caller, queue: sk && 'S' in sk ? sk.S : '', ...Object.fromEntries(values) };
      expect(await callbacks.find(phoneNumber(caller), 'support')).toEqual(record);
      expect(await callbacks.listOpen('support')).toEqual(openQueue ? [record] : []);
    });

    it('knows what to say when the customer calls again', async () => {
      const { answer, messages } = await ask('/queues/support/incoming-call', {
        ...{ ...phoneCall, From: caller, CallStatus: 'ringing' },
      });
      expect(messages).toEqual([]);
      expect(answer.verbs.join()).toBe(lives[status]?.again);
    });

    it('brings the customer back', async () => {
      const { answer, messages, changes } = await ask('/sip', {
        ...{ ...sipCall, To: 'sip:return-support@local.sip.twilio.com', 'SipHeader_x-user-to-user': caller },
      });
      expect(messages).toEqual([]);
      expect(answer.task).toMatchObject({ customerPhone: caller, callback: { queue: 'support' } });
      expect(changes[`caller#${caller} support`]).toBe(lives[status]?.returned);
    });
  });

  it.each(distinct(items, isOfQueue('snapshot')))('reads its snapshot %#', async (item) => {
    await fillTable(table.client, [item]);
    const states = new DynamoQueueStates(table.client, TABLE);
    expect(await states.readNow('support')).toEqual({
      snapshot: underNewNames(build, JSON.parse(text(item, 'document'))),
    });
  });

  it.each(distinct(items, isOfQueue('operator')))('reads its operator’s override %#', async (item) => {
    await fillTable(table.client, [item]);
    const states = new DynamoQueueStates(table.client, TABLE);
    expect(await states.readNow('support')).toEqual({ operator: JSON.parse(text(item, 'document')) });
  });

  it.each(distinct(items, isOfQueue('breaker')))('reads its breaker %#, and may change it', async (item) => {
    await fillTable(table.client, [item]);
    const states = new DynamoQueueStates(table.client, TABLE);
    const { breaker } = await states.readNow('support');
    const document = JSON.parse(text(item, 'document'));
    expect(breaker).toEqual(document.openUntilMs === undefined ? undefined : document);
    expect(await states.changeBreaker('support', { before: breaker, after: { openUntilMs: 1 } })).toBe(true);
  });

  it('remembers what Twilio was like before the first deploy', async () => {
    const deployed = items.filter((item) => text(item, 'pk') === `deployment#${ACCOUNT_SID}`);
    await fillTable(table.client, deployed);
    const memory = new DynamoMemory(table.client, TABLE, ACCOUNT_SID);
    expect(await memory.begun()).toBe(true);
    const kinds = (await memory.recall()).map(({ kind, settings }) => [kind, settings]);
    const settings = { voiceUrl: 'https://example.com/voice' };
    expect(kinds.sort()).toEqual([
      ['number', settings],
      ['sip-domain', settings],
      ['workspace', settings],
    ]);
  });
});
