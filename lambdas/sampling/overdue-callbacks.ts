import type { CallbackRecord, CallbackTransition } from '../domain/callback/callback-record.ts';
import {
  type EndedAttempt,
  type Fate,
  fateOf,
  type HistoryHour,
  hoursSince,
  readCallHistory,
} from '../domain/mindful/call-history.ts';
import type { Measurement } from '../log/metric-catalogue.ts';
import { countOf, type PromiseServices, type PromisingQueue } from './promising-queue.ts';

/** So long after the first look-up comes the second, since Mindful's records may lag behind its calls. */
const SECOND_LOOK_UP_MS = 20 * 60_000;

/** How Mindful's word ends a callback that nobody has seen come back. */
const ends: Partial<Record<Fate, { to: CallbackTransition; metric: Measurement['name'] }>> = {
  kept: { to: 'answered', metric: 'CallbackAnswered' },
  'no-answer': { to: 'no-answer', metric: 'CallbackNoAnswer' },
  'called-off': { to: 'called-off', metric: 'CallbackCalledOff' },
};

/** Mindful's history, of which each hour is asked for once a sample, whatever number of callbacks is looked up. */
export type CallHistory = (hours: HistoryHour[]) => Promise<EndedAttempt[]>;

/** `undefined` without credentials of Mindful's API: then nobody can be asked. */
export async function callHistory({ mindfulApi, warn }: PromiseServices): Promise<CallHistory | undefined> {
  const hasCredentials = await mindfulApi.hasCredentials().catch((error) => {
    warn('callHistoryUnknown', error);
    return true;
  });
  if (!hasCredentials) return undefined;
  const read = new Map<string, Promise<EndedAttempt[]>>();
  const readHour = (hour: HistoryHour) => {
    const name = `${hour.date}/${hour.hour}`;
    const known = read.get(name) ?? mindfulApi.endedCalls(hour).then(readCallHistory);
    read.set(name, known);
    return known;
  };
  let warned = false;
  return async (hours) => {
    const answers = await Promise.allSettled(hours.map(readHour));
    const failure = answers.find((answer) => answer.status === 'rejected');
    if (failure && !warned) warn('callHistoryUnknown', failure.reason);
    warned ||= failure !== undefined;
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
}

/**
 * Of the overdue callbacks, those that are lost. Each is looked up in Mindful's history when it is found to be overdue, and again
 * twenty minutes later: the customer may never have picked up, or may have cancelled.
 */
export async function lostOf(
  overdue: readonly CallbackRecord[],
  queue: PromisingQueue,
  history: CallHistory,
  services: PromiseServices,
): Promise<CallbackRecord[]> {
  const nowMs = services.nowMs();
  const isDue = ({ lookedUpAtMs }: CallbackRecord) =>
    lookedUpAtMs === undefined || nowMs - lookedUpAtMs >= SECOND_LOOK_UP_MS;
  const verdicts = overdue.filter(isDue).map(async (record) => {
    const attempts = await history(hoursSince(record.acceptedAtMs, nowMs));
    return { record, isLost: await isLost(record, fateOf(attempts, record, queue.callTarget.id), queue, services) };
  });
  return (await Promise.all(verdicts)).filter(({ isLost }) => isLost).map(({ record }) => record);
}

async function isLost(
  record: CallbackRecord,
  fate: Fate | undefined,
  queue: PromisingQueue,
  services: PromiseServices,
): Promise<boolean> {
  const { callbacks } = services;
  const { caller, queue: name, callSid, lookedUpAtMs, expiresAtMs } = record;
  const nowMs = services.nowMs();
  const end = fate && ends[fate];
  if (end) {
    const moved = await callbacks.move({ caller, queue: name, callSid, to: end.to, nowMs });
    countOf(end.metric, moved ? 1 : 0, queue, services);
    return false;
  }
  if (lookedUpAtMs !== undefined && fate !== 'trying') return true;
  // Mindful may go on trying for hours; a day after it was due nobody believes that.
  if (expiresAtMs <= nowMs) return true;
  await callbacks.noteLookUp(record, nowMs);
  return false;
}
