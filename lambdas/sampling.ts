import { isWaitingAtHome } from './domain/callback-record.ts';
import type { QueueConfig } from './domain/queue-config.ts';
import { effectivePolicy, type QueueSnapshot } from './domain/queue-snapshot.ts';
import { readStatistics, type StatisticsReading } from './domain/queue-statistics.ts';
import { takeSnapshot } from './domain/snapshot-taking.ts';
import type { LogLine } from './log-line.ts';
import type { CallbackRecords, QueueStates, TaskRouterStatistics } from './services.ts';

export interface SamplingServices {
  queueStates: QueueStates;
  callbacks: CallbackRecords;
  taskRouter: TaskRouterStatistics;
  nowMs(): number;
}

/**
 * One sample of one queue: what TaskRouter says, who waits at home, the estimate; written as the snapshot from which every
 * webhook of the next minute decides. When TaskRouter gives no usable answer, a snapshot without a wait says so.
 */
export async function sampleQueue(queue: QueueConfig, services: SamplingServices): Promise<LogLine> {
  const [reading, state, open] = await Promise.all([
    readTaskRouter(queue, services),
    services.queueStates.readNow(queue.name),
    services.callbacks.listOpen(queue.name),
  ]);
  const nowMs = services.nowMs();
  const atHome = open.filter((record) => isWaitingAtHome(record, nowMs));
  const { estimator } = effectivePolicy(queue.policy, state.operator, nowMs);
  const snapshot = takeSnapshot({ reading, atHome, estimator, previous: state.snapshot, nowMs });
  await services.queueStates.putSnapshot(queue.name, snapshot);
  const expired = await expireRecords(open, services);
  return describe(queue.name, snapshot, expired);
}

async function readTaskRouter(queue: QueueConfig, services: SamplingServices): Promise<StatisticsReading> {
  try {
    return readStatistics(await services.taskRouter.fetch(queue.taskRouter));
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Records past their time leave the index, each counted once. */
async function expireRecords(
  open: Awaited<ReturnType<CallbackRecords['listOpen']>>,
  { callbacks, nowMs }: SamplingServices,
): Promise<number> {
  const lapsed = open.filter((record) => record.expiresAtMs <= nowMs());
  const moved = await Promise.all(
    lapsed.map(({ caller, queue, callSid }) =>
      callbacks.move({ caller, queue, callSid, to: 'expired', nowMs: nowMs() }),
    ),
  );
  return moved.filter(Boolean).length;
}

function describe(queue: string, snapshot: QueueSnapshot, expired: number): LogLine {
  return {
    measurements: [
      { name: 'SnapshotWritten' },
      { name: 'OpenCallbacks', value: snapshot.openCallbacks },
      snapshot.wait ? { name: 'EstimatedWait', value: snapshot.wait.quoteSeconds } : { name: 'WaitUnknown' },
      ...(expired > 0 ? [{ name: 'CallbackExpired', value: expired } as const] : []),
    ],
    properties: {
      queue,
      estimator: snapshot.estimator,
      freeAgents: snapshot.freeAgents,
      ...(snapshot.problem !== undefined && { problem: snapshot.problem }),
    },
  };
}
