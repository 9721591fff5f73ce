import type { CallTarget } from '../../lambdas/domain/queue-config.ts';
import type { VirtualClock } from '../clock.ts';
import type { SipInvitation, SipLeg, SipPeer } from '../twilio/sip-peer.ts';
import { mindfulAddresses } from './addresses.ts';
import { Callback, type CallbackState, type CallbackView } from './callback.ts';
import { behaviours, spokenRange } from './reception.ts';
import type { ReturnInvitation, ReturnLine } from './return-line.ts';
import { defaultMindfulSettings, encodings, type MindfulSettings } from './settings.ts';

export interface SimulatedMindfulOptions {
  clock: VirtualClock;
  callTargets: (CallTarget & { queue: string })[];
  returnLine: ReturnLine;
  /** Twilio's SIP domain. */
  sipDomainName: string;
  /** How long a caller who enters the queue now would wait, in seconds. */
  paceSeconds(queue: string): number;
}

type QueueTarget = SimulatedMindfulOptions['callTargets'][number];

/** So many callbacks are listed, the latest. */
const LISTED = 1000;

/** Mindful's voice side: takes transferred callers, keeps their places and calls them back. */
export class SimulatedMindful implements SipPeer {
  readonly #options: SimulatedMindfulOptions;
  #settings: MindfulSettings = { ...defaultMindfulSettings };
  #callbacks: Callback[] = [];

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

  /** People whose return call has not been placed yet. */
  waitingAtHome(queue: string): number {
    const states: CallbackState[] = ['waiting', 'calling-customer'];
    return this.callbacks().filter((callback) => callback.queue === queue && states.includes(callback.state)).length;
  }

  invite(invitation: SipInvitation, leg: SipLeg): void {
    const target = this.#options.callTargets.find(({ number }) => number === invitation.user.replace(/^%2B/i, '+'));
    if (!target) {
      leg.refuse(404);
      return;
    }
    const waitSeconds = this.#waitSeconds(target.queue);
    const announced = spokenRange(this.#settings.ecbtSeconds ?? waitSeconds);
    behaviours[this.#settings.behaviour]({
      leg,
      clock: this.#options.clock,
      confirmation: `We will call you back at ${invitation.from} ${announced}. Goodbye.`,
      register: () => this.#register(target, invitation, waitSeconds),
    });
  }

  #waitSeconds(queue: string): number {
    return this.#settings.callbackAfterSeconds ?? Math.round(this.#options.paceSeconds(queue));
  }

  #register(target: QueueTarget, invitation: SipInvitation, waitSeconds: number): void {
    const callback = new Callback({
      clock: this.#options.clock,
      queue: target.queue,
      customerNumber: invitation.from,
      waitSeconds,
      firstPartyCalled: target.firstPartyCalled,
      returnLine: this.#options.returnLine,
      invitation: () => this.#returnInvitation(target, storedHeader(invitation, target.headerName)),
    });
    this.#callbacks = [...this.#callbacks.slice(1 - LISTED), callback];
  }

  #returnInvitation(target: QueueTarget, stored: string | undefined): ReturnInvitation {
    const name = this.#settings.headerName ?? target.headerName;
    return {
      to: `sip:${target.returnSipUser}@${this.#options.sipDomainName}`,
      from: `sip:${target.number}@${target.host}`,
      headers: stored === undefined ? {} : { [name]: encodings[this.#settings.headerEncoding](stored) },
      sourceIp: mindfulAddresses[0],
    };
  }
}

/** The metadata item that the Call Target keeps of the incoming INVITE. */
function storedHeader(invitation: SipInvitation, headerName: string): string | undefined {
  for (const [name, value] of invitation.headers) if (name.toLowerCase() === headerName.toLowerCase()) return value;
  return undefined;
}
