import { type CallbackRecord, isWaitingAtHome } from '../domain/callback/callback-record.ts';
import { showsInStatistics, withoutLostCallbackTasks } from '../domain/callback/lost-callback.ts';
import { type MindfulStatus, readWidgetStatus } from '../domain/mindful/widget-status.ts';
import { isOpen } from '../domain/offer/opening-hours.ts';
import type { QueueConfig, QueuePolicy } from '../domain/queue-config.ts';
import { queueNow } from '../domain/queue-now.ts';
import type { QueueSnapshot } from '../domain/queue-snapshot.ts';
import { takeSnapshot } from '../domain/snapshot-taking.ts';
import { windowsOf } from '../domain/wait/estimators.ts';
import { lineOf } from '../domain/wait/line.ts';
import { readStatistics, type StatisticsReading } from '../domain/wait/read-statistics.ts';
import type { LogLine } from '../log/log-line.ts';
import type { Measurement } from '../log/metric-catalogue.ts';
import type { SamplerServices, Task } from '../services.ts';
import { operatorLines, operatorMeasurements } from './operator-log.ts';
import type { PromisingQueue } from './promising-queue.ts';

type SamplingServices = Omit<SamplerServices, 'write' | 'warn' | 'mindfulApi'>;

export interface QueueSample {
  lines: LogLine[];
  /** The queue under its policy of now, with its open callbacks. */
  queue: PromisingQueue;
}

/**
 * One sample of one queue: what TaskRouter and Mindful say, the callers who wait at home, the estimate; written as the snapshot
 * from which every webhook of the next minute decides. When TaskRouter or Mindful gives no usable answer, the snapshot says so.
 */
export async function sampleQueue(queue: QueueConfig, services: SamplingServices): Promise<QueueSample> {
  const { name } = queue;
  const state = await services.queueStates.readNow(name);
  const { policy } = queueNow(queue, state, services.nowMs());
  const [answer, mindful, open, roster] = await Promise.all([
    readTaskRouter(queue, policy, services),
    readMindful(queue, services),
    // After the state, so that an acceptance at this moment that is missing in the list is missing in the count as well.
    services.callbacks.listOpen(name),
    readRoster(name, services),
  ]);
  const waiting = await readWaiting({ queue, policy, open }, services);
  const reading = withoutOwnTasks(answer, waiting, { open, nowMs: services.nowMs() });
  const nowMs = services.nowMs();
  const atHome = open.filter((record) => isWaitingAtHome(record, nowMs));
  const sampled = takeSnapshot({ reading, atHome, policy, previous: state.snapshot, roster: roster.written, nowMs });
  const { learnedRoster } = sampled;
  const snapshot = {
    ...sampled.snapshot,
    acceptances: state.acceptances ?? 0,
    ...(mindful && { mindful }),
    ...(policy.sayPlace && waiting?.ok && { line: lineOf(waiting.tasks, atHome) }),
  };
  await services.queueStates.putSnapshot(name, snapshot);
  // What could not be read must not be overwritten by what a quarter of an hour tells.
  const rosterProblem =
    roster.problem ?? (learnedRoster && (await problemIn(services.rosters.put(name, learnedRoster, nowMs))));
  const watch = {
    queue: name,
    operator: state.operator,
    notedAtMs: state.snapshot?.notedAtMs ?? state.snapshot?.sampledAtMs ?? nowMs,
    nowMs,
  };
  const measurements = [
    ...measure(snapshot, state.snapshot),
    ...mindfulMeasurements(snapshot, isOpen(policy.openingHours, nowMs)),
    ...(answer.latencyMs !== undefined ? [{ name: 'TaskRouterLatency', value: answer.latencyMs } as const] : []),
    ...operatorMeasurements(watch),
  ];
  return {
    lines: [describe(queue.name, snapshot, { measurements, rosterProblem }), ...operatorLines(watch)],
    queue: { ...queue, policy, open },
  };
}

/** An estimate without the roster is better than none. */
async function readRoster(
  queue: string,
  { rosters }: SamplingServices,
): Promise<{ written?: unknown; problem?: string }> {
  try {
    return { written: await rosters.read(queue) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function problemIn(work: Promise<void>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

type Waiting = { ok: true; tasks: Task[] } | { ok: false; problem: string };

/** The tasks that wait. TaskRouter is asked for them only where callers hear their place, or some may be this service's own. */
async function readWaiting(
  { queue, policy, open }: { queue: QueueConfig; policy: QueuePolicy; open: CallbackRecord[] },
  { tasks, nowMs }: SamplingServices,
): Promise<Waiting | undefined> {
  if (!policy.sayPlace && ownTasks(open, nowMs()).length === 0) return undefined;
  try {
    return { ok: true, tasks: await tasks.listWaiting(queue.taskRouter) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function ownTasks(open: readonly CallbackRecord[], nowMs: number): CallbackRecord[] {
  return open.filter((record) => showsInStatistics(record, nowMs));
}

/** The statistics without this service's own tasks. */
function withoutOwnTasks(
  reading: StatisticsReading,
  waiting: Waiting | undefined,
  { open, nowMs }: { open: CallbackRecord[]; nowMs: number },
): StatisticsReading {
  const records = ownTasks(open, nowMs);
  if (!reading.ok || records.length === 0 || waiting === undefined) return reading;
  if (!waiting.ok) return waiting;
  return {
    ok: true,
    statistics: withoutLostCallbackTasks(reading.statistics, { waiting: waiting.tasks, records, nowMs }),
  };
}

async function readTaskRouter(
  queue: QueueConfig,
  { estimator }: QueuePolicy,
  { taskRouter }: SamplingServices,
): Promise<StatisticsReading & { latencyMs?: number }> {
  const askedAtMs = performance.now();
  try {
    const statistics = await taskRouter.fetch(queue.taskRouter, windowsOf(estimator));
    return { ...readStatistics(statistics), latencyMs: Math.round(performance.now() - askedAtMs) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** `undefined` when no widget is configured: then the offer rests on the wait alone. */
async function readMindful(
  { callTarget }: QueueConfig,
  services: SamplingServices,
): Promise<MindfulStatus | undefined> {
  const { widget } = callTarget;
  if (!widget) return undefined;
  try {
    return readWidgetStatus(await services.scheduler.widgetStatus(widget));
  } catch (error) {
    return { kind: 'unknown', problem: error instanceof Error ? error.message : String(error) };
  }
}

function measure(snapshot: QueueSnapshot, previous: QueueSnapshot | undefined): Measurement[] {
  const { wait, openCallbacks, sampledAtMs, problem } = snapshot;
  return [
    { name: 'SnapshotWritten' },
    { name: 'OpenCallbacks', value: openCallbacks },
    wait ? { name: 'EstimatedWait', value: wait.quoteSeconds } : { name: 'WaitUnknown' },
    ...(problem !== undefined ? [{ name: 'StatisticsUnusable' } as const] : []),
    ...(previous
      ? [{ name: 'SnapshotAge', value: Math.round((sampledAtMs - previous.sampledAtMs) / 1000) } as const]
      : []),
  ];
}

function describe(
  queue: string,
  snapshot: QueueSnapshot,
  { measurements, rosterProblem }: { measurements: Measurement[]; rosterProblem: string | undefined },
): LogLine {
  const { estimator, freeAgents, problem, mindful, statistics, usualAgents, wait } = snapshot;
  return {
    measurements,
    ...(problem !== undefined && { message: 'noStatistics' }),
    properties: {
      queue,
      estimator,
      freeAgents,
      availableAgents: statistics?.availableWorkers,
      usualAgents,
      offerSeconds: wait && Math.round(wait.offerSeconds),
      ...(problem !== undefined && { problem }),
      ...(rosterProblem !== undefined && { rosterProblem }),
      ...(mindful && { mindful: mindful.kind }),
      ...(mindful?.kind === 'unknown' && { mindfulProblem: mindful.problem }),
      ...(mindful?.kind === 'not-offering' && { widgetState: mindful.widgetState }),
    },
  };
}

function mindfulMeasurements({ mindful, wait }: QueueSnapshot, open: boolean): Measurement[] {
  switch (mindful?.kind) {
    case undefined:
      return [];
    case 'unknown':
      return [{ name: 'MindfulStatusUnknown' }];
    case 'not-offering':
      return open ? [{ name: 'MindfulNotOffering' }] : [];
    case 'offering':
      return wait && mindful.ecbtSeconds !== undefined
        ? [{ name: 'QuoteGap', value: mindful.ecbtSeconds - wait.quoteSeconds }]
        : [];
  }
}
