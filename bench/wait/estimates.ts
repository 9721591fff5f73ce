import { join } from 'node:path';
import { estimatorNames } from '../../config/names.ts';
import { readConfiguration } from '../../config/read-configuration.ts';
import { decideOffer } from '../../lambdas/domain/offer/offer-decision.ts';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import type { EstimatorName, QueuePolicy } from '../../lambdas/domain/queue-config.ts';
import { queueNow } from '../../lambdas/domain/queue-now.ts';
import { type Quote, quoteWait } from '../../lambdas/domain/quote.ts';
import type { WaitingCallback } from '../../lambdas/domain/wait/callback-returns.ts';
import type { WaitEstimate } from '../../lambdas/domain/wait/estimate.ts';
import { estimateWaits, type SampledQueue } from '../../lambdas/domain/wait/estimators.ts';
import type { QueueMemory } from '../../lambdas/domain/wait/queue-memory.ts';
import { freeAgents, type QueueStatistics } from '../../lambdas/domain/wait/queue-statistics.ts';
import { readStatistics } from '../../lambdas/domain/wait/read-statistics.ts';
import type { RosterMemory } from '../../lambdas/domain/wait/roster-memory.ts';
import type { TaskRouterModel } from '../../local/taskrouter/model.ts';
import { ablate } from './ablation.ts';
import { type Ablation, ablations, type Contender, type SampledContender } from './contenders.ts';
import { ownQueue } from './floor.ts';
import { type FloorNow, limitNow } from './limit-now.ts';

/** What one contender leads to for a caller. */
export interface Estimate {
  readonly waitSeconds: number;
  readonly quote: Quote;
  readonly isOffer: boolean;
}

export type Estimates = Readonly<Record<Contender, Estimate> & Partial<Record<Ablation, Estimate>>>;
/** What the sampler knows holds until the next sample. */
export type SampledEstimates = Readonly<Record<SampledContender, Estimate> & Partial<Record<Ablation, Estimate>>>;

const caller = parsePhoneNumber('+14155550123');
export const policy: QueuePolicy = readPolicy();

/** Samples the queue as the sampler does, once a minute, and estimates by every contender. */
export class ContenderEstimator {
  readonly #model: TaskRouterModel;
  readonly #roster: RosterMemory | undefined;
  readonly #ablations: readonly Ablation[];
  /** Of each estimator its own, as if it were the queue's. */
  readonly #memories = new Map<EstimatorName | Ablation, QueueMemory>();

  constructor(
    model: TaskRouterModel,
    { roster, ablations: asked }: { roster: RosterMemory | undefined; ablations: boolean },
  ) {
    this.#model = model;
    this.#ablations = asked ? ablations : [];
    this.#roster = roster;
  }

  sample(callbacks: readonly WaitingCallback[], nowMs: number): SampledEstimates {
    const window = (minutes: number) => this.#model.cumulativeStatistics(ownQueue, { minutes }, nowMs);
    const cumulative15Minutes = window(15);
    const reading = readStatistics({
      realTime: this.#model.realTimeStatistics(ownQueue, nowMs),
      cumulative5Minutes: window(5),
      cumulative15Minutes,
    });
    if (!reading.ok) throw new Error(reading.problem);
    const { statistics } = reading;
    const { whenInDoubt } = policy;
    const inputs = { statistics, callbacks, roster: this.#roster, timeZone: 'UTC', whenInDoubt, nowMs };
    const decideBy = (name: EstimatorName | Ablation, sample: SampledQueue) => {
      const { estimates, memory } = estimateWaits(sample);
      this.#memories.set(name, memory);
      return [name, decide(estimates[sample.estimator], nowMs, statistics)] as const;
    };
    const decided = [
      ...estimatorNames.map((estimator) =>
        decideBy(estimator, { ...inputs, estimator, memory: this.#memories.get(estimator) }),
      ),
      ...this.#ablations.map((name) => {
        const whole = { ...inputs, estimator: 'people-ahead', memory: this.#memories.get(name) } as const;
        return decideBy(name, ablate[name](whole));
      }),
    ];
    return {
      ...(Object.fromEntries(decided) as SampledEstimates),
      'guide-15-minutes': guide(cumulative15Minutes.avg_task_acceptance_time),
    };
  }
}

export function estimateOfLimit(floor: FloorNow): Estimate {
  return decide(limitNow(floor), floor.nowMs);
}

/** An unknown wait is neither quoted nor offered for; it is scored as the 0 that such callers are left with. */
function decide(wait: WaitEstimate | undefined, nowMs: number, statistics?: QueueStatistics): Estimate {
  const agents = statistics ? { statistics, freeAgents: freeAgents(statistics) } : { freeAgents: 0 };
  const snapshot = { sampledAtMs: nowMs, estimator: policy.estimator, openCallbacks: 0, wait, ...agents };
  const queue = queueNow({ policy }, { snapshot }, nowMs);
  const newcomer = { caller, callback: undefined, place: 'before-queue', heldSeconds: 0 } as const;
  const decision = decideOffer({ ...newcomer, queue });
  const { quoteSeconds, quoteHighSeconds } = wait ?? { quoteSeconds: 0 };
  return {
    waitSeconds: quoteSeconds,
    quote: quoteWait(quoteSeconds, policy.quoteCapMinutes, quoteHighSeconds),
    isOffer: decision.kind !== 'queue',
  };
}

function guide(averageSeconds: number): Estimate {
  const quote = quoteWait(averageSeconds, policy.quoteCapMinutes);
  return { waitSeconds: averageSeconds, quote, isOffer: averageSeconds > policy.thresholdSeconds };
}

function readPolicy(): QueuePolicy {
  const reading = readConfiguration(join(import.meta.dirname, '../../config/example.json'));
  const queue = reading.ok ? reading.configuration.queues[0] : undefined;
  if (!queue) throw new Error('config/example.json must hold a queue');
  return queue.policy;
}
