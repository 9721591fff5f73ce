import { decideOffer, type OfferDecision, type OfferMoment } from '../../../lambdas/domain/offer/offer-decision.ts';
import { parsePhoneNumber } from '../../../lambdas/domain/phone-number.ts';
import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';
import { queueNow } from '../../../lambdas/domain/queue-now.ts';
import type { QueueSnapshot } from '../../../lambdas/domain/queue-snapshot.ts';
import { type Sample, takeSnapshot } from '../../../lambdas/domain/snapshot-taking.ts';
import { readStatistics } from '../../../lambdas/domain/wait/read-statistics.ts';
import type { RosterMemory } from '../../../lambdas/domain/wait/roster-memory.ts';
import type { TaskRouterModel } from '../../taskrouter/model.ts';

const CALLER = parsePhoneNumber('+14155550123');

/** The service's own estimate and decision, with the model in TaskRouter's place and memory in the table's. */
export class ModelledService {
  readonly #queue: QueueConfig;
  readonly #model: TaskRouterModel;
  readonly #atHome = new Set<Sample['atHome'][number]>();
  #snapshot: QueueSnapshot | undefined;
  #roster: RosterMemory | undefined;

  constructor(queue: QueueConfig, model: TaskRouterModel) {
    this.#queue = queue;
    this.#model = model;
  }

  sample(nowMs: number): void {
    const statistics = (minutes: number) =>
      this.#model.cumulativeStatistics(this.#queue.taskRouter.taskQueueSid, { minutes }, nowMs);
    const reading = readStatistics({
      realTime: this.#model.realTimeStatistics(this.#queue.taskRouter.taskQueueSid, nowMs),
      cumulative5Minutes: statistics(5),
      cumulative15Minutes: statistics(15),
    });
    const { policy } = this.#queue;
    const atHome = [...this.#atHome];
    const known = { previous: this.#snapshot, roster: this.#roster, nowMs };
    const { snapshot, learnedRoster } = takeSnapshot({ reading, atHome, policy, ...known });
    this.#snapshot = snapshot;
    this.#roster = learnedRoster ?? this.#roster;
  }

  decide(moment: OfferMoment, nowMs: number): OfferDecision {
    const queue = queueNow(this.#queue, { snapshot: this.#snapshot }, nowMs);
    return decideOffer({ queue, caller: CALLER, callback: undefined, ...moment });
  }

  /** Somebody waits at home from now on; returns how that ends. */
  accept(quotedWaitSeconds: number, nowMs: number): () => void {
    const record = { acceptedAtMs: nowMs, quotedWaitSeconds };
    this.#atHome.add(record);
    return () => this.#atHome.delete(record);
  }
}
