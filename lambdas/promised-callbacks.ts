import { type CallbackRecord, dueAtMs, hasLapsed, isOverdue, isUnconfirmed } from './domain/callback-record.ts';
import { readCallbackStatus } from './domain/mindful-callback-status.ts';
import type { QueueConfig, QueuePolicy } from './domain/queue-config.ts';
import { lostCallbackTaskAttributes } from './domain/task-attributes.ts';
import type { LogMessageName } from './log-messages.ts';
import type { Measurement } from './metric-catalogue.ts';
import type { CallbackRecords, MindfulScheduler, TaskRouterTasks } from './services.ts';

export interface PromiseServices {
  callbacks: CallbackRecords;
  scheduler: MindfulScheduler;
  tasks: TaskRouterTasks;
  nowMs(): number;
  warn(message: LogMessageName, error: unknown): void;
}

/** What became of the open callbacks of a queue. */
export interface KeptPromises {
  measurements: Measurement[];
  /** To be called once the measurements are out: only then a loss counts as reported. */
  reported(): Promise<void>;
}

type Queue = Pick<QueueConfig, 'taskRouter' | 'callTarget'> & { policy: QueuePolicy };

/**
 * Looks after a queue's open callbacks: what nobody confirmed lapses, what Mindful confirmed and did not keep is lost. A loss
 * is one conditional write against the return call's, so one of the two happens, once. It stays listed until it has been
 * reported and, where the policy wants that, an agent has a task to call the person: a crash in between repeats a report
 * rather than swallow it.
 */
export async function keepPromises(
  queue: Queue,
  open: CallbackRecord[],
  services: PromiseServices,
): Promise<KeptPromises> {
  const nowMs = services.nowMs();
  const confirmed = await confirmByLookingUp(queue, open, services);
  const expired = await moveAll(
    open.filter((record) => hasLapsed(record, nowMs)),
    'expired',
    services,
  );
  const overdue = open.filter((record) => isOverdue(record, queue.policy.returnGraceSeconds, nowMs));
  const lost = await moveAll(overdue, 'lost', services);
  const unfinished = open.filter(({ status }) => status === 'lost');
  const unreported = [...lost, ...unfinished.filter(({ lossReportedAtMs }) => lossReportedAtMs === undefined)];
  const delivered = await deliverTasks(queue, [...lost, ...unfinished], services);
  return {
    measurements: [
      ...counted('CallbackRegistered', confirmed.length),
      ...counted('CallbackExpired', expired.filter(isUnconfirmed).length),
      ...counted('CallbackLost', unreported.length),
      ...counted('LostCallbackTask', delivered.created),
    ],
    reported: async () => {
      for (const record of [...lost, ...unfinished]) {
        await services.callbacks.closeLoss(record, { nowMs, stillListed: !delivered.done.has(record) });
      }
    },
  };
}

function counted(name: Measurement['name'], value: number): Measurement[] {
  return value > 0 ? [{ name, value }] : [];
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

async function confirmByLookingUp(
  { callTarget }: Queue,
  open: CallbackRecord[],
  services: PromiseServices,
): Promise<CallbackRecord[]> {
  const { widget } = callTarget;
  if (!widget?.callbackStatus) return [];
  const nowMs = services.nowMs();
  const unconfirmed = open
    .filter((record) => record.status === 'transferred' && nowMs - record.acceptedAtMs >= LOOK_UP_AFTER_MS)
    .filter((record) => nowMs < record.expiresAtMs)
    .sort((one, other) => dueAtMs(one) - dueAtMs(other))
    .slice(0, LOOK_UPS);
  const confirmations = unconfirmed.map(async (record) => {
    const answer = await services.scheduler.callbackStatus(widget, record.caller);
    const status = readCallbackStatus(answer, { acceptedAtMs: record.acceptedAtMs, callTargetId: callTarget.id });
    if (!status) return false;
    if (status.unknownStatus !== undefined) services.warn('unknownCallbackStatus', status.unknownStatus);
    const { caller, queue, callSid } = record;
    const due = status.dueAtMs ?? dueAtMs(record);
    return services.callbacks.move({ caller, queue, callSid, to: 'registered', nowMs, dueAtMs: due });
  });
  const settled = await Promise.allSettled(confirmations);
  const failure = settled.find((result) => result.status === 'rejected');
  if (failure) services.warn('callbackStatusUnknown', failure.reason);
  return unconfirmed.filter((_, index) => {
    const result = settled[index];
    return result?.status === 'fulfilled' && result.value;
  });
}

/** One task a person, however often a sample broke off in between: TaskRouter is asked before. */
async function deliverTasks({ taskRouter, policy }: Queue, lost: CallbackRecord[], services: PromiseServices) {
  const done = new Set<CallbackRecord>(policy.lostCallbackTask ? [] : lost);
  let created = 0;
  for (const record of lost.filter((candidate) => !done.has(candidate))) {
    try {
      const [existing] = await services.tasks.find(taskRouter, `lost_callback == "${record.callSid}"`);
      if (!existing) {
        const attributes = lostCallbackTaskAttributes(record);
        await services.tasks.create(taskRouter, { attributes, priority: policy.priority });
        created += 1;
      }
      done.add(record);
    } catch (error) {
      services.warn('lostTaskNotMade', error);
    }
  }
  return { done, created };
}
