import type { SipCall } from '../twilio/sip-domain.ts';
import type { SipInvitation, SipLeg, SipPeer } from '../twilio/sip-peer.ts';
import type { VirtualClock } from '../world/clock/clock.ts';
import { mindfulAddresses } from './addresses.ts';
import { CallHistory } from './call-history.ts';
import type { ReturnLine } from './callback.ts';
import { Callback, type CallbackState, type CallbackView } from './callback.ts';
import { callbackStatus } from './callback-status.ts';
import { behaviours, spokenRange } from './ivr.ts';
import { registeredEvent } from './registered-event.ts';
import { type CallTargetSettings, defaultMindfulSettings, encodings, type MindfulSettings } from './settings.ts';

export interface SimulatedMindfulOptions {
  clock: VirtualClock;
  callTargets: readonly CallTargetSettings[];
  returnLine: ReturnLine;
  /** Twilio's SIP domain. */
  sipDomainName: string;
  /** How long a caller who enters the queue now would wait, in seconds. */
  paceSeconds(queue: string): number;
  /** Posts to the URL of Mindful's webhook, if it is set up. */
  postEvent?(event: object): void;
}

/** Only the latest callbacks are listed. */
const LISTED = 1000;

/** From the answered leg to the certain callback. */
const REGISTRATION_SECONDS = 6;

/** In these states Mindful takes no second callback for the same number. */
const PENDING: readonly CallbackState[] = ['waiting', 'forgotten', 'calling-customer', 'waiting-for-agent'];

/** Mindful: takes transferred callers, keeps their places, calls them back, and answers questions about its state. */
export class SimulatedMindful implements SipPeer {
  readonly #options: SimulatedMindfulOptions;
  #settings: MindfulSettings = { ...defaultMindfulSettings };
  #callbacks: Callback[] = [];
  #registrations = 0;
  /** What Mindful's API tells of calls that have ended. */
  readonly history = new CallHistory();
  /** How many bearer tokens were issued. */
  tokensIssued = 0;

  constructor(options: SimulatedMindfulOptions) {
    this.#options = options;
  }

  get settings(): Readonly<MindfulSettings> {
    return this.#settings;
  }

  change(settings: Partial<MindfulSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
  }

  /** Oldest first. */
  callbacks(): CallbackView[] {
    return this.#callbacks.map((callback) => callback.view());
  }

  /** How many callers wait at home: their return call has not been placed yet. */
  waitingAtHome(queue: string): number {
    const states: CallbackState[] = ['waiting', 'calling-customer'];
    return this.callbacks().filter((callback) => callback.queue === queue && states.includes(callback.state)).length;
  }

  /** What the Scheduler says about a widget; `undefined` for an unknown one. */
  widget(widgetId: string) {
    const target = this.#options.callTargets.find((one) => one.widgetId === widgetId);
    if (!target) return undefined;
    const ewt = this.#settings.ecbtSeconds ?? this.#waitSeconds(target.queue);
    return { widget_state: this.#settings.widgetState, message: '', offer_asap: true, offer_scheduled: false, ewt };
  }

  /** What the Scheduler says about a number's callback: the latest one, of any Call Target. */
  pendingFor(customerNumber: string) {
    const callback = this.callbacks().findLast((one) => one.customerNumber === customerNumber && isPending(one));
    return callback && callbackStatus(callback, this.#callTargetId(callback.queue));
  }

  /** An agent is on the line with Mindful for this number; only the latest callback of the number is told. */
  agentAnswered(ani: string): boolean {
    const number = ani.startsWith('+') ? ani : `+${ani}`;
    const connecting = this.#callbacks.filter((callback) => callback.view().customerNumber === number);
    return connecting.at(-1)?.agentAnswered() ?? false;
  }

  invite(invitation: SipInvitation, leg: SipLeg): void {
    const { clock, sipDomainName } = this.#options;
    const target = this.#options.callTargets.find(({ number }) => number === invitation.user.replace(/^%2B/i, '+'));
    if (!target) {
      leg.refuse(404);
      return;
    }
    const waitSeconds = this.#waitSeconds(target.queue);
    const announced = spokenRange(this.#settings.ecbtSeconds ?? waitSeconds);
    const sameNumber = this.callbacks().filter(({ customerNumber }) => customerNumber === invitation.from);
    behaviours[this.#settings.behaviour]({
      leg,
      clock,
      confirmation: `We will call you back at ${invitation.from} ${announced}. Goodbye.`,
      chooseHoldAddress: `sip:${target.chooseHoldSipUser}@${sipDomainName}`,
      isPending: sameNumber.some((callback) => callback.queue === target.queue && isPending(callback)),
      register: () => this.#register(target, invitation, waitSeconds),
    });
  }

  #callTargetId(queue: string): string {
    return this.#options.callTargets.find((target) => target.queue === queue)?.id ?? queue;
  }

  #waitSeconds(queue: string): number {
    return this.#settings.callbackAfterSeconds ?? Math.round(this.#options.paceSeconds(queue));
  }

  #register(target: CallTargetSettings, invitation: SipInvitation, waitSeconds: number): void {
    const stored = storedHeaders(invitation, target);
    const sequence = ++this.#registrations;
    const estimatedForMs = this.#options.clock.nowMs() + waitSeconds * 1000;
    const callback = new Callback({
      clock: this.#options.clock,
      queue: target.queue,
      customerNumber: invitation.from,
      waitSeconds,
      firstPartyCalled: target.firstPartyCalled,
      returnLine: this.#options.returnLine,
      forgotten: this.#settings.behaviour === 'forgets',
      customerPicksUp: this.#settings.behaviour !== 'not-picked-up',
      attemptEnded: (attempt) =>
        this.history.add({
          ...attempt,
          customerNumber: invitation.from,
          callTargetId: this.#callTargetId(target.queue),
          callTargetName: target.queue,
          firstPartyCalled: target.firstPartyCalled,
          originalId: `${sequence.toString(16).padStart(15, '0')}00`,
          id: `${sequence.toString(16).padStart(15, '0')}0${attempt.retryAttempt.toString(16)}`,
          estimatedForMs,
        }),
      returnBehaviour: () => this.#settings,
      invitation: () => this.#returnInvitation(target, stored),
    });
    this.#callbacks = [...this.#callbacks.slice(1 - LISTED), callback];
    const { webhook } = this.#settings;
    if (webhook === 'off') return;
    const registration = {
      callback: callback.view(),
      callTargetId: this.#callTargetId(target.queue),
      firstPartyCalled: target.firstPartyCalled,
      calledNumber: target.number,
      metadata: stored,
      registrationSeconds: REGISTRATION_SECONDS,
      sequence,
    };
    this.#options.postEvent?.(registeredEvent(registration, webhook));
  }

  #returnInvitation(target: CallTargetSettings, stored: Record<string, string>): SipCall {
    const { headerName, headerEncoding } = this.#settings;
    const number = stored[target.headerName];
    const { [target.headerName]: _, ...others } = stored;
    return {
      to: `sip:${target.returnSipUser}@${this.#options.sipDomainName}`,
      from: `sip:${target.number}@${target.host}`,
      headers: {
        ...(number !== undefined && { [headerName ?? target.headerName]: encodings[headerEncoding](number) }),
        ...others,
      },
      sourceIp: mindfulAddresses[0],
    };
  }
}

function isPending({ state }: CallbackView): boolean {
  return PENDING.includes(state);
}

/** The metadata items that the Call Target keeps of the incoming INVITE, by the names that it knows. */
function storedHeaders(invitation: SipInvitation, target: CallTargetSettings): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of [target.headerName, target.queueHeaderName]) {
    for (const [header, value] of invitation.headers) {
      if (name !== undefined && header.toLowerCase() === name) kept[name] = value;
    }
  }
  return kept;
}
