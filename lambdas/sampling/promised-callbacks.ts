import { type CallbackRecord, hasLapsed, isOverdue, isUnconfirmed } from '../domain/callback/callback-record.ts';
import { isSettled, needsTask } from '../domain/callback/lost-callback.ts';
import { lookUpUnconfirmed } from './callback-lookups.ts';
import { inTurns } from './in-turns.ts';
import { type LossWithoutTask, makeLostCallbackTasks } from './lost-callback-tasks.ts';
import { type CallHistory, callHistory, lostOf } from './overdue-callbacks.ts';
import { countEach, type PromiseServices, type PromisingQueue } from './promising-queue.ts';

/** So many records are moved at once. */
const BATCH = 25;

/**
 * Looks after the open callbacks: what nobody confirmed lapses, what Mindful confirmed and did not keep is lost. A loss is
 * one conditional write against the return call's. Where Mindful's history can be asked, it is asked twice before. It is reported before anything else is done about it, and what has been
 * done is on the record: a sample that breaks off, or runs out of time, is taken up by the next. One queue's fault, which is
 * returned, does not keep the others from their turn.
 */
export async function keepPromises(queues: readonly PromisingQueue[], services: PromiseServices): Promise<unknown[]> {
  const { hasTime } = services;
  const isLate = ({ open, policy }: PromisingQueue) =>
    open.some((record) => isOverdue(record, policy.returnGraceSeconds, services.nowMs()));
  const history = queues.some(isLate) ? await callHistory(services) : undefined;
  // A loss is reported also when time is short: what is not, settle itself leaves.
  const settled = await inTurns(
    queues,
    () => true,
    (queue) => settle(queue, history, services),
  );
  const lookedUp = await inTurns(queues, hasTime, (queue) => lookUpUnconfirmed(queue, queues, services));
  await makeLostCallbackTasks(settled.done.flat(), services);
  return [...settled.faults, ...lookedUp.faults];
}

/** Lapses and loses what is due for it; the lost ones that still need a task. */
async function settle(
  queue: PromisingQueue,
  history: CallHistory | undefined,
  services: PromiseServices,
): Promise<LossWithoutTask[]> {
  const { open, policy } = queue;
  const nowMs = services.nowMs();
  const lost = open.filter(({ status }) => status === 'lost');
  const reported = lost.filter(({ lossReportedAtMs }) => lossReportedAtMs !== undefined);
  const overdue = open.filter((record) => isOverdue(record, policy.returnGraceSeconds, nowMs));
  const lapsed = open.filter((record) => hasLapsed(record, nowMs));
  const newlyLost: CallbackRecord[] = [];
  const unreported = lost.filter((record) => !reported.includes(record));
  await report(await claimed(unreported, services), queue, services);
  for (const batch of batchesOf(overdue, services)) {
    const lostNow = history ? await lostOf(batch, queue, history, services) : batch;
    const moved = await moveAll(lostNow, 'lost', services);
    await report(moved, queue, services);
    newlyLost.push(...moved);
  }
  for (const batch of batchesOf(lapsed, services)) {
    const expired = await moveAll(batch, 'expired', services);
    countEach('CallbackExpired', expired.filter(isUnconfirmed), queue, services);
  }
  const closed = reported.filter((record) => !policy.lostCallbackTask || isSettled(record, nowMs));
  for (const batch of batchesOf(closed, services)) await closeAll(batch, { stillListed: false }, services);
  if (!policy.lostCallbackTask) return [];
  return [...lost, ...newlyLost].filter(needsTask).map((record) => ({ queue, record }));
}

function* batchesOf(records: CallbackRecord[], { hasTime }: PromiseServices): Generator<CallbackRecord[]> {
  for (let from = 0; from < records.length && hasTime(); from += BATCH) yield records.slice(from, from + BATCH);
}

/** What a sample that broke off has left to be reported. */
async function claimed(records: CallbackRecord[], { callbacks, nowMs }: PromiseServices): Promise<CallbackRecord[]> {
  const claims = await Promise.all(records.map((record) => callbacks.claimLoss(record, nowMs())));
  return records.filter((_, index) => claims[index]);
}

/** The line first, then the mark: a crash in between repeats a report rather than swallow it. */
async function report(records: CallbackRecord[], queue: PromisingQueue, services: PromiseServices): Promise<void> {
  countEach('CallbackLost', records, queue, services);
  await closeAll(records, { stillListed: queue.policy.lostCallbackTask }, services);
}

async function closeAll(
  records: CallbackRecord[],
  { stillListed }: { stillListed: boolean },
  { callbacks, nowMs, warn }: PromiseServices,
): Promise<void> {
  const closing = records.map((record) => callbacks.closeLoss(record, { nowMs: nowMs(), stillListed }));
  const failure = (await Promise.allSettled(closing)).find((result) => result.status === 'rejected');
  if (failure) warn('lossNotClosed', failure.reason);
}

/** The records that this call moved. */
async function moveAll(
  records: CallbackRecord[],
  to: 'expired' | 'lost',
  { callbacks, nowMs }: PromiseServices,
): Promise<CallbackRecord[]> {
  const moved = await Promise.all(
    records.map(({ caller, queue, callSid }) => callbacks.move({ caller, queue, callSid, to, nowMs: nowMs() })),
  );
  return records.filter((_, index) => moved[index]);
}
