import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';
import type { QueueSnapshot } from '../../../lambdas/domain/queue-snapshot.ts';
import type { QueueStates } from '../../../lambdas/services.ts';
import type { VirtualClock } from '../../world/clock/clock.ts';
import type { Faults } from '../../world/faults/faults.ts';
import type { InvocationResult } from './lambda-function.ts';
import { scheduledEvent } from './scheduled-event.ts';

const EVERY_SECONDS = 60;
const LATE_SECONDS = 50;

export interface SamplingOptions {
  clock: VirtualClock;
  queues: QueueConfig[];
  queueStates: QueueStates;
  invokeSampler(event: unknown): Promise<InvocationResult>;
  faults: Faults;
}

/** Runs the sampler every virtual minute, and overwrites its estimate where a wait is forced by hand. */
export class Sampling {
  readonly #options: SamplingOptions;
  readonly #forced = new Map<string, number>();
  #last: { atMs: number; outcome: InvocationResult['kind'] } | undefined;

  constructor(options: SamplingOptions) {
    this.#options = options;
  }

  /** The last run of the sampler: when it was and how it ended. */
  get last() {
    return this.#last;
  }

  async start(): Promise<void> {
    this.#scheduleNext();
    await this.#sample();
  }

  forcedWaitSeconds(queue: string): number | null {
    return this.#forced.get(queue) ?? null;
  }

  /** `null` releases the queue to the sampler. Rejects when the table cannot be written. */
  async force(queue: QueueConfig, waitSeconds: number | null): Promise<void> {
    if (waitSeconds === null) {
      if (this.#forced.delete(queue.name)) await this.#sample();
      return;
    }
    this.#forced.set(queue.name, waitSeconds);
    await this.#overwrite(queue, waitSeconds);
  }

  /** `null` when there is none, or none can be read. */
  async snapshot(queue: string): Promise<QueueSnapshot | null> {
    const state = await this.#options.queueStates.readNow(queue).catch(() => undefined);
    return state?.snapshot ?? null;
  }

  #scheduleNext(): void {
    this.#options.clock.after(EVERY_SECONDS, async () => {
      this.#scheduleNext();
      await this.#runSchedule();
    });
  }

  async #runSchedule(): Promise<void> {
    const { clock, faults } = this.#options;
    if (faults.isOn('sampler-stopped')) return;
    if (faults.isOn('sampler-late')) {
      clock.after(LATE_SECONDS, () => this.#sample());
      return;
    }
    await Promise.all(faults.isOn('sampler-overlapping') ? [this.#sample(), this.#sample()] : [this.#sample()]);
  }

  async #sample(): Promise<void> {
    const { clock, queues, invokeSampler } = this.#options;
    const { kind: outcome } = await invokeSampler(scheduledEvent(clock.nowMs()));
    this.#last = { atMs: clock.nowMs(), outcome };
    const overwritten = queues.map(async (queue) => {
      const waitSeconds = this.#forced.get(queue.name);
      if (waitSeconds !== undefined) await this.#overwrite(queue, waitSeconds);
    });
    // While the table is down the forced wait is as unknown to callers as a sampled one.
    await Promise.allSettled(overwritten);
  }

  async #overwrite({ name, policy }: QueueConfig, waitSeconds: number): Promise<void> {
    const { clock, queueStates } = this.#options;
    const { snapshot } = await queueStates.readNow(name);
    await queueStates.putSnapshot(name, {
      sampledAtMs: clock.nowMs(),
      estimator: policy.estimator,
      wait: { quoteSeconds: waitSeconds, offerSeconds: waitSeconds },
      freeAgents: 0,
      openCallbacks: snapshot?.openCallbacks ?? 0,
      acceptances: snapshot?.acceptances,
      mindful: snapshot?.mindful,
      line: snapshot?.line,
      notedAtMs: snapshot?.notedAtMs,
    });
  }
}
