import { decideOffer, type OfferDecision, type OfferMoment } from '../../../lambdas/domain/offer/offer-decision.ts';
import { parsePhoneNumber } from '../../../lambdas/domain/phone-number.ts';
import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';
import { queueNow } from '../../../lambdas/domain/queue-now.ts';
import type { QueueSnapshot } from '../../../lambdas/domain/queue-snapshot.ts';
import { takeSnapshot } from '../../../lambdas/domain/snapshot-taking.ts';
import { readStatistics } from '../../../lambdas/domain/wait/read-statistics.ts';
import type { RosterMemory } from '../../../lambdas/domain/wait/roster-memory.ts';
import type { TaskRouterModel } from '../../taskrouter/model.ts';
import type { PersonAtHome } from '../../world/day/day-model.ts';

const CALLER = parsePhoneNumber('+14155550123');

/** The service's own estimate and decision, with the model in TaskRouter's place and memory in the table's. */
export class ModelledService {
  readonly #queue: QueueConfig;
  readonly #model: TaskRouterModel;
  #snapshot: QueueSnapshot | undefined;
  #roster: RosterMemory | undefined;
  #acceptances = 0;

  constructor(queue: QueueConfig, model: TaskRouterModel) {
    this.#queue = queue;
    this.#model = model;
  }

  /** What is returned writes the sample. */
  sample(atHome: readonly PersonAtHome<unknown>[], nowMs: number): () => void {
    const { policy, taskRouter } = this.#queue;
    const statistics = (minutes: number) =>
      this.#model.cumulativeStatistics(taskRouter.taskQueueSid, { minutes }, nowMs);
    const reading = readStatistics({
      realTime: this.#model.realTimeStatistics(taskRouter.taskQueueSid, nowMs),
      cumulative5Minutes: statistics(5),
      cumulative15Minutes: statistics(15),
    });
    const records = atHome.map(({ acceptedAtMs, dueAtMs }) => ({
      acceptedAtMs,
      quotedWaitSeconds: (dueAtMs - acceptedAtMs) / 1000,
    }));
    const known = { previous: this.#snapshot, roster: this.#roster, nowMs };
    const { snapshot, learnedRoster } = takeSnapshot({ reading, atHome: records, policy, ...known });
    const acceptances = this.#acceptances;
    return () => {
      this.#snapshot = { ...snapshot, acceptances };
      this.#roster = learnedRoster ?? this.#roster;
    };
  }

  decide(moment: OfferMoment, nowMs: number): OfferDecision {
    const state = { snapshot: this.#snapshot, acceptances: this.#acceptances };
    return decideOffer({ queue: queueNow(this.#queue, state, nowMs), caller: CALLER, callback: undefined, ...moment });
  }

  noteAcceptance(): void {
    this.#acceptances += 1;
  }
}
