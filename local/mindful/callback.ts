import type { SipCall } from '../twilio/sip-domain.ts';
import type { VirtualClock } from '../world/clock/clock.ts';
import type { EndedAttempt } from './call-history.ts';

export type CallbackState =
  | 'waiting'
  | 'forgotten'
  | 'calling-customer'
  | 'waiting-for-agent'
  | 'waiting-for-agent-answer'
  | 'talking'
  | 'completed'
  | 'cancelled'
  | 'failed';

/** A registered callback, as the control API shows it. */
export interface CallbackView {
  queue: string;
  customerNumber: string;
  registeredAtMs: number;
  dueAtMs: number;
  state: CallbackState;
}

/** Twilio's SIP domain, as Mindful reaches it. */
export interface ReturnLine {
  call(invitation: SipCall, listener: ReturnListener): void;
}

export interface ReturnListener {
  /** An agent is on the line. */
  onAgent(): void;
  /** The leg is over, or was refused. Called once. */
  onEnd(): void;
}

/** How Mindful makes a return call; read when the time has come, so that settings changed meanwhile count. */
interface ReturnBehaviour {
  retries: number;
  retryAfterSeconds: number;
  waitsForAgentAnswer: boolean;
}

export interface CallbackPlan {
  clock: VirtualClock;
  queue: string;
  customerNumber: string;
  waitSeconds: number;
  firstPartyCalled: 'customer' | 'agent';
  returnLine: ReturnLine;
  forgotten: boolean;
  customerPicksUp: boolean;
  returnBehaviour(): ReturnBehaviour;
  /** Asked when the time has come, so that settings changed meanwhile count. */
  invitation(): SipCall;
  /** An attempt is over, for better or worse. */
  attemptEnded(attempt: Attempt): void;
}

export type Attempt = Pick<
  EndedAttempt,
  'outcome' | 'customerHangup' | 'retryAttempt' | 'hasRetry' | 'createdAtMs' | 'processedAtMs' | 'endedAtMs'
>;

/** The simulated customer takes this long to pick up and say yes: long enough for somebody who watches. */
const CUSTOMER_ANSWERS_SECONDS = 5;

/** So long it rings at a customer who does not pick up; Mindful's own default is 120. */
const RINGS_SECONDS = 30;

/** A callback: waits until it is due, then calls the customer and an agent, in the Call Target's order. */
export class Callback {
  readonly #plan: CallbackPlan;
  readonly #registeredAtMs: number;
  #state: CallbackState = 'waiting';
  #tries = 0;
  #attemptMadeAtMs: number;
  #processedAtMs = 0;

  constructor(plan: CallbackPlan) {
    this.#plan = plan;
    this.#registeredAtMs = plan.clock.nowMs();
    this.#attemptMadeAtMs = this.#registeredAtMs;
    if (plan.forgotten) this.#state = 'forgotten';
    else plan.clock.after(plan.waitSeconds, () => this.#callFirstParty());
  }

  view(): CallbackView {
    const { queue, customerNumber, waitSeconds } = this.#plan;
    const registeredAtMs = this.#registeredAtMs;
    return { queue, customerNumber, registeredAtMs, dueAtMs: registeredAtMs + waitSeconds * 1000, state: this.#state };
  }

  /** The customer has cancelled; `false` when it is too late for that. */
  cancel(): boolean {
    if (this.#state !== 'waiting' && this.#state !== 'forgotten') return false;
    this.#state = 'cancelled';
    const nowMs = this.#plan.clock.nowMs();
    this.#plan.attemptEnded({
      outcome: 'Canceled',
      hasRetry: false,
      customerHangup: false,
      retryAttempt: this.#tries,
      createdAtMs: this.#attemptMadeAtMs,
      processedAtMs: nowMs,
      endedAtMs: nowMs,
    });
    return true;
  }

  /** Mindful is told that an agent is on the line. `false` when it was not waiting for that. */
  agentAnswered(): boolean {
    if (this.#state !== 'waiting-for-agent-answer') return false;
    this.#connect();
    return true;
  }

  #callFirstParty(): void {
    if (this.#state === 'cancelled') return;
    this.#tries += 1;
    this.#processedAtMs = this.#plan.clock.nowMs();
    if (this.#plan.firstPartyCalled === 'customer') this.#callCustomer(() => this.#callAgent());
    else this.#callAgent();
  }

  #callCustomer(then: () => void): void {
    this.#state = 'calling-customer';
    const { clock, customerPicksUp } = this.#plan;
    if (customerPicksUp) clock.after(CUSTOMER_ANSWERS_SECONDS, then);
    else clock.after(RINGS_SECONDS, () => this.#ended('Unavailable'));
  }

  #callAgent(): void {
    this.#state = 'waiting-for-agent';
    this.#plan.returnLine.call(this.#plan.invitation(), {
      onAgent: () => {
        if (this.#plan.returnBehaviour().waitsForAgentAnswer) this.#state = 'waiting-for-agent-answer';
        else this.#connect();
      },
      onEnd: () => this.#agentLegEnded(),
    });
  }

  #connect(): void {
    if (this.#state === 'failed') return;
    if (this.#plan.firstPartyCalled === 'customer') this.#state = 'talking';
    else
      this.#callCustomer(() => {
        if (this.#state === 'calling-customer') this.#state = 'talking';
      });
  }

  #agentLegEnded(): void {
    // Who never picks up ends the attempt a moment later.
    if (this.#state === 'calling-customer' && !this.#plan.customerPicksUp) return;
    this.#ended(this.#state === 'talking' ? 'Success' : 'Abandoned');
  }

  #ended(outcome: EndedAttempt['outcome']): void {
    const { clock, returnBehaviour, attemptEnded } = this.#plan;
    const { retries, retryAfterSeconds } = returnBehaviour();
    const endedAtMs = clock.nowMs();
    const hasRetry = outcome !== 'Success' && this.#tries <= retries;
    attemptEnded({
      outcome,
      hasRetry,
      customerHangup: outcome === 'Abandoned',
      retryAttempt: this.#tries - 1,
      createdAtMs: this.#attemptMadeAtMs,
      processedAtMs: this.#processedAtMs,
      endedAtMs,
    });
    this.#attemptMadeAtMs = endedAtMs;
    if (outcome === 'Success') this.#state = 'completed';
    else if (!hasRetry) this.#state = 'failed';
    else {
      this.#state = 'waiting';
      clock.after(retryAfterSeconds, () => this.#callFirstParty());
    }
  }
}
