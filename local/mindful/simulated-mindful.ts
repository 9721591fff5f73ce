import type { SipCall } from '../twilio/sip-domain.ts';
import type { SipInvitation, SipLeg, SipPeer } from '../twilio/sip-peer.ts';
import type { VirtualClock } from '../world/clock/clock.ts';
import { mindfulAddresses } from './addresses.ts';
import { CallHistory } from './call-history.ts';
import type { ReturnLine } from './callback.ts';
import { Callback, type CallbackState, type CallbackView } from './callback.ts';
import { callbackStatus } from './callback-status.ts';
import { behaviours, spokenRange } from './ivr.ts';
import { RecentRequests } from './recent-requests.ts';
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
  readonly #requests = new RecentRequests();
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

  /** The Scheduler registers a callback as soon as possible; `undefined` for an unknown widget. */
  requestCallback(widgetId: string, { contactNumber, userData }: { contactNumber: string; userData: object }) {
    const target = this.#options.callTargets.find((one) => one.widgetId === widgetId);
    if (!target) return undefined;
    const { requestAnswer } = this.#settings;
    if (requestAnswer !== 'normal' && requestAnswer !== 'registered-but-silent') return { status: requestAnswer };
    if (!/^\+?[1-9]\d{6,14}$/.test(contactNumber))
      return { status: contactNumber ? 'InvalidContact' : 'ContactRequired' };
    if (!offersAsap(this.#settings.widgetState)) return { status: 'RequestRefusedDueToOperationMode' };
    const nowMs = this.#options.clock.nowMs();
    if (!this.#requests.isFirst(contactNumber, nowMs)) return { status: 'DuplicateRequest' };
    const waitSeconds = this.#waitSeconds(target.queue);
    const from = contactNumber.startsWith('+') ? contactNumber : `+${contactNumber}`;
    const stored = this.#settings.userDataSet ? knownItems(new Map(Object.entries(userData)), target) : {};
    const id = this.#register(target, { from, stored }, waitSeconds);
    if (requestAnswer === 'registered-but-silent') return { status: 'silent' };
    const ewt = this.#settings.ecbtSeconds ?? waitSeconds;
    return {
      ...{ status: 'Requested', message: 'We will call you.', callback_request_id: id },
      ...{ requested_at: Math.floor(nowMs / 1000), ewt },
    };
  }

  /** By the number alone, in all Call Targets. */
  cancelCallback(contactNumber: string) {
    const { cancelAnswer } = this.#settings;
    if (cancelAnswer !== 'normal') return { status: cancelAnswer };
    const own = this.#callbacks.filter((one) => one.view().customerNumber === contactNumber && isPending(one.view()));
    const [callback] = own;
    if (!callback) return { status: 'InteractionNotFound' };
    if (own.length > 1) return { status: 'TooManyInteractions' };
    if (!callback.cancel()) return { status: 'FAILED' };
    return { status: 'Canceled', cancel_callback_request_id: callback.view().registeredAtMs.toString(16) };
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
      register: () => {
        const stored = knownItems(invitation.headers, target, 'whatever the case');
        this.#register(target, { from: invitation.from, stored }, waitSeconds);
      },
    });
  }

  #callTargetId(queue: string): string {
    return this.#options.callTargets.find((target) => target.queue === queue)?.id ?? queue;
  }

  #waitSeconds(queue: string): number {
    return this.#settings.callbackAfterSeconds ?? Math.round(this.#options.paceSeconds(queue));
  }

  #register(
    target: CallTargetSettings,
    { from, stored }: { from: string; stored: Record<string, string> },
    waitSeconds: number,
  ): string {
    const sequence = ++this.#registrations;
    const estimatedForMs = this.#options.clock.nowMs() + waitSeconds * 1000;
    const callback = new Callback({
      clock: this.#options.clock,
      queue: target.queue,
      customerNumber: from,
      waitSeconds,
      firstPartyCalled: target.firstPartyCalled,
      returnLine: this.#options.returnLine,
      forgotten: this.#settings.behaviour === 'forgets',
      customerPicksUp: this.#settings.behaviour !== 'not-picked-up',
      attemptEnded: (attempt) =>
        this.history.add({
          ...attempt,
          customerNumber: from,
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
    const id = callback.view().registeredAtMs.toString(16);
    if (webhook === 'off') return id;
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
    return id;
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

/** The states in which a callback as soon as possible can be asked for. */
function offersAsap(widgetState: string): boolean {
  return widgetState === 'offer_callback' || widgetState === 'offer_asap_callback';
}

/**
 * The metadata items that the Call Target keeps, by the names that it knows: of an INVITE's headers, whatever their case, or of the
 * keys of a User Data Set, which must be the same to the letter.
 */
function knownItems(
  given: ReadonlyMap<string, string>,
  target: CallTargetSettings,
  match?: 'whatever the case',
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of [target.headerName, target.queueHeaderName]) {
    for (const [written, value] of given) {
      if (name !== undefined && (match ? written.toLowerCase() : written) === name) kept[name] = value;
    }
  }
  return kept;
}
