import { type CallbackRecord, dueAtMs } from './callback/callback-record.ts';
import { timeZoneOf } from './offer/opening-hours.ts';
import type { QueuePolicy } from './queue-config.ts';
import type { QueueSnapshot } from './queue-snapshot.ts';
import { estimateWaits, type WaitEstimates } from './wait/estimators.ts';
import { freeAgents } from './wait/queue-statistics.ts';
import type { StatisticsReading } from './wait/read-statistics.ts';
import type { RosterMemory } from './wait/roster-memory.ts';
import { abandonmentRate } from './wait/service-rates.ts';

export interface Sample {
  reading: StatisticsReading;
  /** The records of the people waiting at home. */
  atHome: readonly Pick<CallbackRecord, 'acceptedAtMs' | 'quotedWaitSeconds'>[];
  /** The queue's, with what an operator has changed. */
  policy: Pick<QueuePolicy, 'estimator' | 'whenInDoubt' | 'openingHours'>;
  previous: QueueSnapshot | undefined;
  roster: unknown;
  nowMs: number;
}

export interface Sampled {
  snapshot: QueueSnapshot;
  /** To be written, where a quarter of an hour is over. */
  learnedRoster?: RosterMemory;
}

/** Everything a minute's decisions need. When TaskRouter gave no usable answer, the wait is unknown but the memory stays. */
export function takeSnapshot(sample: Sample): Sampled {
  const { reading, atHome, policy, previous, roster, nowMs } = sample;
  const { estimator, whenInDoubt } = policy;
  const common = { sampledAtMs: nowMs, notedAtMs: nowMs, estimator, openCallbacks: atHome.length };
  if (!reading.ok) {
    const memory = previous?.memory;
    return {
      snapshot: { ...common, freeAgents: 0, problem: reading.problem, ...(memory !== undefined && { memory }) },
    };
  }
  const { statistics } = reading;
  const callbacks = atHome.map((record) => ({ acceptedAtMs: record.acceptedAtMs, dueAtMs: dueAtMs(record) }));
  const known = { memory: previous?.memory, roster, timeZone: timeZoneOf(policy.openingHours), nowMs };
  const { estimates, memory, usualAgents, learnedRoster } = estimateWaits({
    estimator,
    whenInDoubt,
    statistics,
    callbacks,
    ...known,
  });
  const wait = estimates[estimator];
  const snapshot = {
    ...common,
    freeAgents: freeAgents(statistics),
    statistics,
    estimates: wholeSeconds(estimates),
    patienceSeconds: Math.round(1 / abandonmentRate(memory)),
    memory,
    ...(usualAgents !== undefined && { usualAgents }),
    ...(wait && { wait }),
  };
  return { snapshot, ...(learnedRoster && { learnedRoster }) };
}

function wholeSeconds(estimates: WaitEstimates): NonNullable<QueueSnapshot['estimates']> {
  const rounded = Object.entries(estimates).map(
    ([name, { quoteSeconds }]) => [name, Math.round(quoteSeconds)] as const,
  );
  return Object.fromEntries(rounded);
}
