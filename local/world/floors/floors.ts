import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';
import type { TaskRouterModel } from '../../taskrouter/model.ts';
import { createRandom } from '../../taskrouter/random.ts';
import type { TaskFacts } from '../../taskrouter/terms.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import type { SimulatedTwilio } from '../../twilio/simulated-twilio.ts';
import type { VirtualClock } from '../clock/clock.ts';
import { BackgroundTraffic } from './background-traffic.ts';
import { defaultConditions, QueueFloor } from './queue-floor.ts';

export interface FloorsOptions {
  queues: readonly QueueConfig[];
  clock: VirtualClock;
  seed: number;
  twilio: SimulatedTwilio;
  taskRouter: TaskRouterModel;
  /** Must be called after every change that is made to TaskRouter directly. */
  taskRouterChanged(): void;
}

/** The floors of all queues, by name. Made before TaskRouter, which asks them for handle times; opened after it. */
export class Floors {
  readonly byQueue = new Map<string, QueueFloor>();
  readonly #traffics: BackgroundTraffic[] = [];
  readonly #listeners: ((call: CallRecord) => void)[] = [];

  open({ queues, clock, seed, twilio, taskRouter, taskRouterChanged }: FloorsOptions): void {
    for (const [index, queue] of queues.entries()) {
      const traffic = new BackgroundTraffic({
        clock,
        newRandom: () => createRandom(seed + index),
        to: queue.numbers[0] ?? '',
        call: (caller) => twilio.call(caller),
        press: (callSid, digits) => twilio.press(callSid, digits),
        hangUp: (callSid) => twilio.hangUp(callSid),
      });
      this.#traffics.push(traffic);
      this.byQueue.set(queue.name, new QueueFloor({ queue, clock, taskRouter, traffic, taskRouterChanged }));
    }
  }

  /** A task names its queue in its attributes; one without a name is served under the default conditions. */
  handleSeconds({ attributes }: TaskFacts): number {
    const floor = this.byQueue.get(String(attributes['queue']));
    return (floor?.conditions ?? defaultConditions).handleSeconds;
  }

  /** Of every change of any call. */
  listen(listener: (call: CallRecord) => void): void {
    this.#listeners.push(listener);
  }

  notice(call: CallRecord): void {
    for (const traffic of this.#traffics) traffic.notice(call);
    for (const listener of this.#listeners) listener(call);
  }
}
