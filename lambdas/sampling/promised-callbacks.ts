import {
  type CallbackRecord,
  dueAtMs,
  hasLapsed,
  isOverdue,
  isUnconfirmed,
} from '../domain/callback/callback-record.ts';
import { isSettled, needsTask } from '../domain/callback/lost-callback.ts';
import { readCallbackStatus } from '../domain/mindful/callback-status.ts';
import { areTooClose } from '../domain/mindful/registration-time.ts';
import type { QueueConfig, QueuePolicy } from '../domain/queue-config.ts';
import { lostCallbackTaskAttributes } from '../domain/task/task-attributes.ts';
import type { Measurement } from '../log/metric-catalogue.ts';
import type { SamplerServices } from '../services.ts';
import { inTurns } from './in-turns.ts';
import { takeBackTask } from './lost-callback-task.ts';

export interface PromiseServices extends Omit<SamplerServices, 'queueStates' | 'taskRouter'> {
  /** Whether this sample has time for one more step; what is left then comes first in the next. */
  hasTime(): boolean;
}

/** A queue with its open callbacks, as the sample found them. */
export interface PromisingQueue extends Pick<QueueConfig, 'name' | 'taskRouter' | 'callTarget'> {
  policy: QueuePolicy;
  open: CallbackRecord[];
}

/** So many records are moved at once. */
const BATCH = 25;

/**
 * Looks after the open callbacks: what nobody confirmed lapses, what Mindful confirmed and did not keep is lost. A loss is
 * one conditional write against the return call's. It is reported before anything else is done about it, and what has been
 * done is on the record: a sample that breaks off, or runs out of time, is taken up by the next. One queue's fault, which is
 * returned, does not keep the others from their turn.
 */
export async function keepPromises(queues: readonly PromisingQueue[], services: PromiseServices): Promise<unknown[]> {
  const { hasTime } = services;
  // A loss is reported also when time is short: what is not, settle itself leaves.
  const settled = await inTurns(
    queues,
    () => true,
    (queue) => settle(queue, services),
  );
  const lookedUp = await inTurns(queues, hasTime, (queue) => lookUp(queue, queues, services));
  await makeTasks(settled.done.flat(), services);
  return [...settled.faults, ...lookedUp.faults];
}

/** Lapses and loses what is due for it; the lost ones that still need a task. */
async function settle(queue: PromisingQueue, services: PromiseServices): Promise<Waiting[]> {
  const { open, policy } = queue;
  const nowMs = services.nowMs();
  const lost = open.filter(({ status }) => status === 'lost');
  const reported = lost.filter(({ lossReportedAtMs }) => lossReportedAtMs !== undefined);
  const overdue = open.filter((record) => isOverdue(record, policy.returnGraceSeconds, nowMs));
  const lapsed = open.filter((record) => hasLapsed(record, nowMs));
  const newlyLost: CallbackRecord[] = [];
  await report(
    lost.filter((record) => !reported.includes(record)),
    queue,
    services,
  );
  for (const batch of batchesOf(overdue, services)) {
    const moved = await moveAll(batch, 'lost', services);
    await report(moved, queue, services);
    newlyLost.push(...moved);
  }
  for (const batch of batchesOf(lapsed, services)) {
    const expired = await moveAll(batch, 'expired', services);
    count('CallbackExpired', expired.filter(isUnconfirmed).length, queue, services);
  }
  const closed = reported.filter((record) => !policy.lostCallbackTask || isSettled(record, nowMs));
  for (const batch of batchesOf(closed, services)) await closeAll(batch, { stillListed: false }, services);
  if (!policy.lostCallbackTask) return [];
  return [...lost, ...newlyLost].filter(needsTask).map((record) => ({ queue, record }));
}

function* batchesOf(records: CallbackRecord[], { hasTime }: PromiseServices): Generator<CallbackRecord[]> {
  for (let from = 0; from < records.length && hasTime(); from += BATCH) yield records.slice(from, from + BATCH);
}

function count(name: Measurement['name'], value: number, queue: PromisingQueue, { write }: PromiseServices): void {
  if (value > 0) write({ measurements: [{ name, value }], properties: { queue: queue.name } });
}

/** The line first, then the mark: a crash in between repeats a report rather than swallow it. */
async function report(records: CallbackRecord[], queue: PromisingQueue, services: PromiseServices): Promise<void> {
  count('CallbackLost', records.length, queue, services);
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

/** Mindful's webhook comes within seconds; where it isn't set up, so many are looked up in a sample. */
const LOOK_UP_AFTER_MS = 60_000;
const LOOK_UPS = 20;
const SAMPLE_MS = 60_000;

/** Asks Mindful about unconfirmed callbacks, in turns: each sample goes on where the one before stopped. */
async function lookUp(
  queue: PromisingQueue,
  queues: readonly PromisingQueue[],
  services: PromiseServices,
): Promise<void> {
  const { callTarget, open } = queue;
  const { widget } = callTarget;
  if (!widget?.callbackStatus || !services.hasTime()) return;
  const nowMs = services.nowMs();
  const unconfirmed = open
    .filter((record) => record.status === 'transferred' && nowMs - record.acceptedAtMs >= LOOK_UP_AFTER_MS)
    .filter((record) => nowMs < record.expiresAtMs && !isIndistinct(record, queue, queues))
    .sort((one, other) => dueAtMs(one) - dueAtMs(other));
  const confirmations = turnOf(unconfirmed, nowMs).map(async (record) => {
    const answer = await services.scheduler.callbackStatus(widget, record.caller);
    const status = readCallbackStatus(answer, { acceptedAtMs: record.acceptedAtMs, callTargetId: callTarget.id });
    if (!status) return false;
    if (status.unknownStatus !== undefined) services.warn('unknownCallbackStatus', status.unknownStatus);
    const { caller, queue: name, callSid } = record;
    const due = status.dueAtMs ?? dueAtMs(record);
    return services.callbacks.move({ caller, queue: name, callSid, to: 'registered', nowMs, dueAtMs: due });
  });
  const settled = await Promise.allSettled(confirmations);
  const failure = settled.find((result) => result.status === 'rejected');
  if (failure) services.warn('callbackStatusUnknown', failure.reason);
  const confirmed = settled.filter((result) => result.status === 'fulfilled' && result.value);
  count('CallbackRegistered', confirmed.length, queue, services);
}

/**
 * The same caller accepted in another queue at about the same time, and Mindful's answer, which is by number, names no Call
 * Target by which to tell the two apart.
 */
function isIndistinct(record: CallbackRecord, queue: PromisingQueue, queues: readonly PromisingQueue[]): boolean {
  const alike = queues.filter((other) => other !== queue && other.callTarget.id === queue.callTarget.id);
  return alike.some(({ open }) => open.some((other) => other.caller === record.caller && areTooClose(other, record)));
}

/** Of a list that is longer than one sample's look-ups, those whose turn it is; so many samples later all had theirs. */
function turnOf(records: CallbackRecord[], nowMs: number): CallbackRecord[] {
  if (records.length <= LOOK_UPS) return records;
  const from = (Math.floor(nowMs / SAMPLE_MS) * LOOK_UPS) % records.length;
  return [...records.slice(from), ...records.slice(0, from)].slice(0, LOOK_UPS);
}

interface Waiting {
  queue: PromisingQueue;
  record: CallbackRecord;
}

/**
 * One task for each lost callback, those first that no sample has tried yet. A queue whose task could not be made is left
 * alone until the next sample: a silent TaskRouter would use up the time of all.
 */
async function makeTasks(waiting: Waiting[], services: PromiseServices): Promise<void> {
  const turns = waiting.sort((one, other) => triedAtMs(one) - triedAtMs(other) || dueOf(one) - dueOf(other));
  const silent = new Set<PromisingQueue>();
  for (const { queue, record } of turns) {
    if (silent.has(queue)) continue;
    if (!services.hasTime()) {
      services.warn('lostTasksLeft', `${turns.length} lost callbacks were waiting for a task`);
      return;
    }
    try {
      await makeTask(record, queue, services);
    } catch (error) {
      silent.add(queue);
      services.warn('lostTaskNotMade', error);
    }
  }
}

function triedAtMs({ record }: Waiting): number {
  return record.lostTaskTriedAtMs ?? 0;
}

function dueOf({ record }: Waiting): number {
  return dueAtMs(record);
}

/**
 * Claimed on the record first, so that overlapping samples don't make two. Where a sample has tried before, its task may
 * exist though the answer was lost: TaskRouter is asked. A customer who has come back meanwhile needs no call.
 */
async function makeTask(record: CallbackRecord, queue: PromisingQueue, services: PromiseServices): Promise<void> {
  const { callbacks, tasks, nowMs } = services;
  const claim = await callbacks.claimLostTask(record, nowMs());
  if (!claim) return;
  const made = claim === 'again' ? await madeBefore(record, queue, services) : undefined;
  const sid = made ?? (await create(record, queue, services));
  await callbacks.noteLostTask(record, { sid, madeAtMs: nowMs() });
  const now = await callbacks.find(record.caller, record.queue);
  if (now?.callSid === record.callSid && now.status !== 'lost') {
    await takeBackTask(now, queue, { tasks, warn: services.warn });
  }
}

async function madeBefore(
  { callSid }: CallbackRecord,
  { taskRouter }: PromisingQueue,
  { tasks }: PromiseServices,
): Promise<string | undefined> {
  const [existing] = await tasks.find(taskRouter, `lost_callback == "${callSid}"`);
  return existing?.sid;
}

async function create(record: CallbackRecord, queue: PromisingQueue, services: PromiseServices): Promise<string> {
  const { taskRouter, policy } = queue;
  const attributes = lostCallbackTaskAttributes(record);
  const sid = await services.tasks.create(taskRouter, { attributes, priority: policy.priority });
  count('LostCallbackTask', 1, queue, services);
  return sid;
}
