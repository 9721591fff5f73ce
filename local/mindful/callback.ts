import type { VirtualClock } from '../clock.ts';
import type { ReturnInvitation, ReturnLine } from './return-line.ts';

export type CallbackState = 'waiting' | 'calling-customer' | 'waiting-for-agent' | 'talking' | 'completed' | 'failed';

/** A registered callback, as the control API shows it. */
export interface CallbackView {
  queue: string;
  customerNumber: string;
  registeredAtMs: number;
  dueAtMs: number;
  state: CallbackState;
}

export interface CallbackPlan {
  clock: VirtualClock;
  queue: string;
  customerNumber: string;
  waitSeconds: number;
  firstPartyCalled: 'customer' | 'agent';
  returnLine: ReturnLine;
  /** Asked when the time has come, so that settings changed meanwhile count. */
  invitation(): ReturnInvitation;
}

/** The simulated customer takes this long to pick up and say yes. */
const CUSTOMER_ANSWERS_SECONDS = 3;

/** One kept place: waits until it is due, then calls the customer and an agent, in the Call Target's order. */
export class Callback {
  readonly #plan: CallbackPlan;
  readonly #registeredAtMs: number;
  #state: CallbackState = 'waiting';

  constructor(plan: CallbackPlan) {
    this.#plan = plan;
    this.#registeredAtMs = plan.clock.nowMs();
    plan.clock.after(plan.waitSeconds, () => this.#callFirstParty());
  }

  view(): CallbackView {
    const { queue, customerNumber, waitSeconds } = this.#plan;
    const registeredAtMs = this.#registeredAtMs;
    return { queue, customerNumber, registeredAtMs, dueAtMs: registeredAtMs + waitSeconds * 1000, state: this.#state };
  }

  #callFirstParty(): void {
    if (this.#plan.firstPartyCalled === 'customer') this.#callCustomer(() => this.#callAgent());
    else this.#callAgent();
  }

  #callCustomer(then: () => void): void {
    this.#state = 'calling-customer';
    this.#plan.clock.after(CUSTOMER_ANSWERS_SECONDS, then);
  }

  #callAgent(): void {
    this.#state = 'waiting-for-agent';
    this.#plan.returnLine.call(this.#plan.invitation(), {
      onAgent: () => {
        if (this.#plan.firstPartyCalled === 'agent') this.#callCustomer(() => this.#connect());
        else this.#connect();
      },
      onEnd: () => {
        this.#state = this.#state === 'talking' ? 'completed' : 'failed';
      },
    });
  }

  #connect(): void {
    if (this.#state !== 'failed') this.#state = 'talking';
  }
}
