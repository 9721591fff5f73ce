import { type CallbackRecord, dueAtMs } from './callback/callback-record.ts';
import type { EstimatorName } from './queue-config.ts';
import type { QueueSnapshot } from './queue-snapshot.ts';
import { estimateWaits, type WaitEstimates } from './wait/estimators.ts';
import { freeAgents } from './wait/queue-statistics.ts';
import type { StatisticsReading } from './wait/read-statistics.ts';
import { abandonmentRate } from './wait/service-rates.ts';

export interface Sample {
  reading: StatisticsReading;
  /** The records of the people waiting at home. */
  atHome: readonly Pick<CallbackRecord, 'acceptedAtMs' | 'quotedWaitSeconds'>[];
  estimator: EstimatorName;
  previous: QueueSnapshot | undefined;
  nowMs: number;
}

/** Everything a minute's decisions need. When TaskRouter gave no usable answer, the wait is unknown but the memory stays. */
export function takeSnapshot({ reading, atHome, estimator, previous, nowMs }: Sample): QueueSnapshot {
  const common = { sampledAtMs: nowMs, notedAtMs: nowMs, estimator, openCallbacks: atHome.length };
  if (!reading.ok) {
    return { ...common, freeAgents: 0, problem: reading.problem, ...(previous?.memory && { memory: previous.memory }) };
  }
  const { statistics } = reading;
  const callbacks = atHome.map((record) => ({ acceptedAtMs: record.acceptedAtMs, dueAtMs: dueAtMs(record) }));
  const { estimates, memory } = estimateWaits({ statistics, callbacks, memory: previous?.memory, nowMs });
  const wait = estimates[estimator];
  return {
    ...common,
    freeAgents: freeAgents(statistics),
    statistics,
    estimates: wholeSeconds(estimates),
    patienceSeconds: Math.round(1 / abandonmentRate(memory)),
    memory,
    ...(wait && { wait }),
  };
}

function wholeSeconds(estimates: WaitEstimates): NonNullable<QueueSnapshot['estimates']> {
  const known = Object.entries(estimates).flatMap(([name, wait]) =>
    wait ? [[name, Math.round(wait.quoteSeconds)] as const] : [],
  );
  return Object.fromEntries(known);
}
