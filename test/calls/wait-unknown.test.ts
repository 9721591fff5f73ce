import { afterEach, describe, expect, it } from '@jest/globals';
import { taskRouterStatistics } from '../../lambdas/adapters/taskrouter-statistics.ts';
import type { QueueSnapshot } from '../../lambdas/domain/queue-snapshot.ts';
import { takeSnapshot } from '../../lambdas/domain/snapshot-taking.ts';
import { readStatistics } from '../../lambdas/domain/wait/read-statistics.ts';
import { ACCOUNT_SID, snapshot } from '../support/builders.ts';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre();

afterEach(() => forceWait(centre(), null));

/** Writes the snapshot as it is and moves past the few seconds for which functions remember the last one. */
async function write(document: unknown): Promise<void> {
  await centre().clock.advance(60 - ((centre().clock.nowMs() / 1000) % 60) + 1);
  await centre().queueStates.putSnapshot('support', document as QueueSnapshot);
  await centre().clock.advance(6);
}

async function isQueuedWithoutQuote(): Promise<void> {
  const caller = await Phone.dial(centre());
  await caller.isPutInTheQueue(1);
  caller.neverHeard(/press 1|minute/);
  await caller.hangsUp();
  caller.wentWell();
}

const now = () => centre().clock.nowMs();

describe('a caller holds without a quote when the snapshot', () => {
  it.each([
    ['has no wait', () => ({ ...snapshot(0), sampledAtMs: now(), wait: undefined })],
    ['is too old', () => snapshot(600, { sampledAtMs: now() - 181_000 })],
    ['is from the future', () => snapshot(600, { sampledAtMs: now() + 3_600_000 })],
    ['holds text for the wait', () => ({ ...snapshot(600), sampledAtMs: now(), wait: 'ten minutes' })],
    ['holds null for the wait', () => ({ ...snapshot(600), sampledAtMs: now(), wait: null })],
    ['holds a negative wait', () => snapshot(-600, { sampledAtMs: now() })],
    [
      'holds text for the seconds',
      () => ({ ...snapshot(600), sampledAtMs: now(), wait: { quoteSeconds: '600', offerSeconds: '600' } }),
    ],
    ['is of 1970', () => snapshot(600, { sampledAtMs: 0 })],
  ])('%s', async (_, document) => {
    await write(document());
    await isQueuedWithoutQuote();
  });

  it('and is quoted again as soon as there is a good one', async () => {
    await write(snapshot(421, { sampledAtMs: now() + 10_000 }));
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre());
    await caller.hears(/about 8 minutes/, 1);
    await caller.hangsUp();
  });
});

describe('whoever asks the log why the wait is not known', () => {
  const codeOfCall = async (document: QueueSnapshot) => {
    await write(document);
    const caller = await Phone.dial(centre());
    await caller.hangsUp();
    const lines = centre()
      .logs.latest(100)
      .map(({ line }) => line as { callSid?: string; route?: string; code?: string });
    return lines.find(({ callSid, route }) => callSid === caller.record.callSid && route === 'incoming-call')?.code;
  };

  it('reads that no fresh snapshot is there, and nothing where the sampler has written that the wait is unknown', async () => {
    expect(await codeOfCall(snapshot(600, { sampledAtMs: now() - 181_000 }))).toBe('CB121');
    expect(await codeOfCall({ ...snapshot(0), sampledAtMs: now(), wait: undefined })).toBeUndefined();
  });
});

describe('a caller holds without a quote when TaskRouter says of a number', () => {
  /** TaskRouter's own answer with one value in place of every count and time. */
  const spoil = (document: unknown, value: unknown): unknown =>
    typeof document === 'object' && document !== null
      ? Object.fromEntries(Object.entries(document).map(([key, inner]) => [key, spoil(inner, value)]))
      : typeof document === 'number'
        ? value
        : document;

  it.each([null, -5, 'abc', '', true, {}, [], 1e7, 1e308])('%j', async (value) => {
    const [queue] = centre().floors.values();
    if (!queue) throw new Error('no queue');
    const credential = async () => ({ user: ACCOUNT_SID, password: '0123456789abcdef0123456789abcdef' });
    const access = { origin: centre().taskRouterOrigin, credential, timeoutMs: 1500 };
    const taskRouter = taskRouterStatistics(access, { of: async () => undefined });
    const good = await taskRouter.fetch(queue.queue.taskRouter, [5]);
    const reading = readStatistics(spoil(good, value) as typeof good);
    expect([readStatistics(good).ok, reading.ok]).toEqual([true, false]);
    const { policy } = queue.queue;
    const known = { previous: undefined, roster: undefined, nowMs: now() };
    await write(takeSnapshot({ reading, atHome: [], policy, ...known }).snapshot);
    await isQueuedWithoutQuote();
  });
});
