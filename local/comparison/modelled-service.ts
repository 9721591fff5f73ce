import type { CallbackRecord } from '../../lambdas/domain/callback-record.ts';
import { decideOffer, type OfferDecision } from '../../lambdas/domain/offer-decision.ts';
import { type PhoneNumber, parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import type { QueueConfig } from '../../lambdas/domain/queue-config.ts';
import type { QueueSnapshot } from '../../lambdas/domain/queue-snapshot.ts';
import { type SamplingServices, sampleQueue } from '../../lambdas/sampling.ts';
import type { TaskRouterModel } from '../taskrouter/model.ts';

const CALLER = parsePhoneNumber('+14155550123') as PhoneNumber;

/** The service's own sampler and decision, with the model in TaskRouter's place and memory in the table's. */
export class ModelledService {
  readonly #queue: QueueConfig;
  readonly #model: TaskRouterModel;
  readonly #open = new Set<CallbackRecord>();
  #snapshot: QueueSnapshot | undefined;
  #nowMs = 0;

  constructor(queue: QueueConfig, model: TaskRouterModel) {
    this.#queue = queue;
    this.#model = model;
  }

  async sample(nowMs: number): Promise<void> {
    this.#nowMs = nowMs;
    await sampleQueue(this.#queue, this.#services());
  }

  decide(heldSeconds: number, nowMs: number): OfferDecision {
    const { policy } = this.#queue;
    const state = { ...(this.#snapshot && { snapshot: this.#snapshot }) };
    return decideOffer({ policy, state, caller: CALLER, callback: undefined, heldSeconds, nowMs });
  }

  /** Somebody waits at home from now on; returns how that ends. */
  accept(quotedWaitSeconds: number, nowMs: number): () => void {
    const record: CallbackRecord = {
      caller: CALLER,
      queue: this.#queue.name,
      callSid: '',
      status: 'transferred',
      acceptedAtMs: nowMs,
      quotedWaitSeconds,
      expiresAtMs: Number.POSITIVE_INFINITY,
    };
    this.#open.add(record);
    return () => this.#open.delete(record);
  }

  #services(): SamplingServices {
    const unused = () => Promise.reject(new Error('the sampler does not do this'));
    const state = async () => ({ ...(this.#snapshot && { snapshot: this.#snapshot }) });
    return {
      nowMs: () => this.#nowMs,
      warn: () => {},
      scheduler: { widgetStatus: unused, callbackStatus: unused },
      tasks: { create: unused, find: unused, read: unused, change: unused },
      taskRouter: { fetch: async ({ taskQueueSid }) => this.#statistics(taskQueueSid) },
      callbacks: {
        find: unused,
        request: unused,
        move: unused,
        closeLoss: unused,
        listOpen: async () => [...this.#open],
      },
      queueStates: {
        read: state,
        readNow: state,
        openBreaker: unused,
        claimProbe: unused,
        closeBreaker: unused,
        noteAbandonedCall: unused,
        putSnapshot: async (_, snapshot) => {
          this.#snapshot = snapshot;
        },
      },
    };
  }

  #statistics(taskQueueSid: string) {
    return {
      realTime: this.#model.realTimeStatistics(taskQueueSid, this.#nowMs),
      cumulative5Minutes: this.#model.cumulativeStatistics(taskQueueSid, { minutes: 5 }, this.#nowMs),
      cumulative15Minutes: this.#model.cumulativeStatistics(taskQueueSid, { minutes: 15 }, this.#nowMs),
      cumulative60Minutes: this.#model.cumulativeStatistics(taskQueueSid, { minutes: 60 }, this.#nowMs),
    };
  }
}
