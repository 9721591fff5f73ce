import { isWaitingAtHome } from './domain/callback-record.ts';
import { type MindfulStatus, readWidgetStatus } from './domain/mindful-widget.ts';
import type { QueueConfig } from './domain/queue-config.ts';
import { effectivePolicy, type QueueSnapshot } from './domain/queue-snapshot.ts';
import { freeAgents, readStatistics, type StatisticsReading } from './domain/queue-statistics.ts';
import { waitEstimators } from './domain/wait-estimators.ts';
import type { LogLine } from './log-line.ts';
import type { Measurement } from './metric-catalogue.ts';
import { keepPromises, type PromiseServices } from './promised-callbacks.ts';
import type { QueueStates, TaskRouterStatistics } from './services.ts';

export interface SamplingServices extends PromiseServices {
  queueStates: QueueStates;
  taskRouter: TaskRouterStatistics;
}

export interface QueueSample {
  line: LogLine;
  /** To be called once the line is written: only then the losses in it count as reported. */
  reported(): Promise<void>;
}

/**
 * One sample of one queue: what TaskRouter and Mindful say, who waits at home, the estimate; written as the snapshot from which every
 * webhook of the next minute decides. When TaskRouter or Mindful gives no usable answer, the snapshot says so.
 */
export async function sampleQueue(queue: QueueConfig, services: SamplingServices): Promise<QueueSample> {
  const [reading, mindful, state, open] = await Promise.all([
    readTaskRouter(queue, services),
    readMindful(queue, services),
    services.queueStates.readNow(queue.name),
    services.callbacks.listOpen(queue.name),
  ]);
  const nowMs = services.nowMs();
  const openCallbacks = open.filter((record) => isWaitingAtHome(record, nowMs)).length;
  const policy = effectivePolicy(queue.policy, state.operator, nowMs);
  const { estimator } = policy;
  const sample = takeSnapshot({ reading, openCallbacks, estimator, previous: state.snapshot, nowMs });
  const snapshot = { ...sample, ...(mindful && { mindful }) };
  await services.queueStates.putSnapshot(queue.name, snapshot);
  const { measurements, reported } = await keepPromises({ ...queue, policy }, open, services);
  return { line: describe(queue.name, snapshot, measurements), reported };
}

interface Sample {
  reading: StatisticsReading;
  openCallbacks: number;
  estimator: QueueSnapshot['estimator'];
  previous: QueueSnapshot | undefined;
  nowMs: number;
}

function takeSnapshot({ reading, openCallbacks, estimator, previous, nowMs }: Sample): QueueSnapshot {
  const common = { sampledAtMs: nowMs, estimator, openCallbacks };
  if (!reading.ok) return { ...common, freeAgents: 0, problem: reading.problem };
  const { statistics } = reading;
  const previousWaitSeconds = previous?.wait?.quoteSeconds;
  const wait = waitEstimators[estimator]({ statistics, openCallbacks, previousWaitSeconds });
  return { ...common, freeAgents: freeAgents(statistics), statistics, ...(wait && { wait }) };
}

async function readTaskRouter(queue: QueueConfig, services: SamplingServices): Promise<StatisticsReading> {
  try {
    return readStatistics(await services.taskRouter.fetch(queue.taskRouter));
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

function describe(queue: string, snapshot: QueueSnapshot, promises: Measurement[]): LogLine {
  return {
    measurements: [
      { name: 'SnapshotWritten' },
      { name: 'OpenCallbacks', value: snapshot.openCallbacks },
      snapshot.wait ? { name: 'EstimatedWait', value: snapshot.wait.quoteSeconds } : { name: 'WaitUnknown' },
      ...mindfulMeasurements(snapshot),
      ...promises,
    ],
    properties: {
      queue,
      estimator: snapshot.estimator,
      freeAgents: snapshot.freeAgents,
      ...(snapshot.problem !== undefined && { problem: snapshot.problem }),
      ...(snapshot.mindful && { mindful: snapshot.mindful.kind }),
      ...(snapshot.mindful?.kind === 'unknown' && { mindfulProblem: snapshot.mindful.problem }),
      ...(snapshot.mindful?.kind === 'not-offering' && { widgetState: snapshot.mindful.widgetState }),
    },
  };
}

function mindfulMeasurements({ mindful, wait }: QueueSnapshot): Measurement[] {
  switch (mindful?.kind) {
    case undefined:
      return [];
    case 'unknown':
      return [{ name: 'MindfulStatusUnknown' }];
    case 'not-offering':
      return [{ name: 'MindfulNotOffering' }];
    case 'offering':
      return wait && mindful.ecbtSeconds !== undefined
        ? [{ name: 'QuoteGap', value: mindful.ecbtSeconds - wait.quoteSeconds }]
        : [];
  }
}
