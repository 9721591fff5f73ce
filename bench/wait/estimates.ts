import { join } from 'node:path';
import { readConfiguration } from '../../config/read-configuration.ts';
import { decideOffer } from '../../lambdas/domain/offer/offer-decision.ts';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import type { QueuePolicy } from '../../lambdas/domain/queue-config.ts';
import { queueNow } from '../../lambdas/domain/queue-now.ts';
import { type Quote, quoteWait } from '../../lambdas/domain/quote.ts';
import type { WaitingCallback } from '../../lambdas/domain/wait/callback-returns.ts';
import type { WaitEstimate } from '../../lambdas/domain/wait/estimate.ts';
import { estimateWaits, waitEstimators } from '../../lambdas/domain/wait/estimators.ts';
import type { QueueMemory } from '../../lambdas/domain/wait/queue-memory.ts';
import { freeAgents } from '../../lambdas/domain/wait/queue-statistics.ts';
import { readStatistics } from '../../lambdas/domain/wait/read-statistics.ts';
import type { TaskRouterModel } from '../../local/taskrouter/model.ts';
import type { Family } from './families.ts';
import { minuteOf, ownQueue } from './floor.ts';
import { referenceWait } from './reference.ts';

/** What one estimator leads to for every caller until the next sample. */
interface Estimate {
  readonly waitSeconds: number;
  readonly quote: Quote;
  readonly isOffer: boolean;
}

/** The guide's code as printed, which reads fifteen minutes and an empty window as 0, and the limit. */
const yardsticks = ['guide-15-minutes', 'reference'] as const;
export const contenders = [...yardsticks, ...(Object.keys(waitEstimators) as (keyof typeof waitEstimators)[])] as const;
export type Contender = (typeof contenders)[number];
export type Estimates = Readonly<Record<Contender, Estimate>>;

const caller = parsePhoneNumber('+14155550123');
export const policy: QueuePolicy = readPolicy();

/** Samples the queue as the sampler does, once a minute, and estimates by every contender. */
export class ContenderEstimator {
  readonly #model: TaskRouterModel;
  readonly #family: Family;
  #memory: QueueMemory | undefined;

  constructor(model: TaskRouterModel, family: Family) {
    this.#model = model;
    this.#family = family;
  }

  sample(callbacks: readonly WaitingCallback[], nowMs: number): Estimates {
    const window = (minutes: number) => this.#model.cumulativeStatistics(ownQueue, { minutes }, nowMs);
    const cumulative15Minutes = window(15);
    const reading = readStatistics({
      realTime: this.#model.realTimeStatistics(ownQueue, nowMs),
      cumulative5Minutes: window(5),
      cumulative15Minutes,
      cumulative60Minutes: window(60),
    });
    if (!reading.ok) throw new Error(reading.problem);
    const { statistics } = reading;
    const { estimates, memory } = estimateWaits({ statistics, callbacks, memory: this.#memory, nowMs });
    this.#memory = memory;
    const known = { statistics, callbacks, family: this.#family, nowMs, minute: minuteOf(nowMs) };
    const free = freeAgents(statistics);
    const decided = Object.entries(estimates).map(([name, wait]) => [name, decide(wait, free, nowMs)] as const);
    return {
      ...(Object.fromEntries(decided) as Estimates),
      'guide-15-minutes': guide(cumulative15Minutes.avg_task_acceptance_time),
      reference: decide(referenceWait(known), free, nowMs),
    };
  }
}

/** An unknown wait is neither quoted nor offered for; it is scored as the 0 that such callers are left with. */
function decide(wait: WaitEstimate | undefined, free: number, nowMs: number): Estimate {
  const snapshot = { sampledAtMs: nowMs, estimator: policy.estimator, openCallbacks: 0, freeAgents: free };
  const queue = queueNow({ policy }, { snapshot: { ...snapshot, wait } }, nowMs);
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
