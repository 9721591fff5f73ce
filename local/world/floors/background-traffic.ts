import { exponential, type Random } from '../../taskrouter/random.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import type { Timer, VirtualClock } from '../clock/clock.ts';

/** A simulated caller needs this long to decide. */
const DECIDES_AFTER_SECONDS = 4;

export interface BackgroundTrafficOptions {
  clock: VirtualClock;
  /** The same sequence at each call. */
  newRandom(): Random;
  /** The number that these callers dial. */
  to: string;
  call(caller: { from: string; to: string }): { callSid: string };
  press(callSid: string, digits: string): void;
  hangUp(callSid: string): void;
}

/** Nobody hangs up while the phone still rings. */
const LEAST_PATIENCE_SECONDS = 15;

/** Random callers at an average rate per minute; a share of them accepts the callback that is offered. */
export class BackgroundTraffic {
  readonly #options: BackgroundTrafficOptions;
  readonly #accepting = new Set<string>();
  /** How long each caller who has not begun to hold will do so. */
  readonly #patience = new Map<string, number>();
  #random: Random;
  #patienceSeconds = Number.POSITIVE_INFINITY;
  #callsPerMinute = 0;
  #acceptShare = 0;
  #next: Timer | undefined;

  constructor(options: BackgroundTrafficOptions) {
    this.#options = options;
    this.#random = options.newRandom();
  }

  /** The same callers as at the last restart, who hold for so long on average before they hang up. */
  restart(patienceSeconds: number): void {
    this.#random = this.#options.newRandom();
    this.#patienceSeconds = patienceSeconds;
  }

  change({ callsPerMinute, acceptShare }: { callsPerMinute: number; acceptShare: number }): void {
    this.#acceptShare = acceptShare;
    if (callsPerMinute === this.#callsPerMinute) return;
    this.#callsPerMinute = callsPerMinute;
    this.#next?.cancel();
    this.#scheduleNext();
  }

  /** Receives every change of any call: an accepting caller who is offered a callback presses 1; everybody else, always, keeps silent. */
  notice(call: CallRecord): void {
    const { callSid, where } = call;
    if (where === 'ended') {
      this.#accepting.delete(callSid);
      this.#patience.delete(callSid);
    }
    if (where.startsWith('holding')) this.#holds(call);
    if (!where.startsWith('choosing') || isAskedForLanguage(call) || !this.#accepting.delete(callSid)) return;
    this.#options.clock.after(DECIDES_AFTER_SECONDS, () => this.#options.press(callSid, '1'));
  }

  #holds(call: CallRecord): void {
    const { callSid } = call;
    const patienceSeconds = this.#patience.get(callSid);
    if (patienceSeconds === undefined) return;
    this.#patience.delete(callSid);
    this.#options.clock.after(patienceSeconds, () => {
      if (/^(holding|choosing)/.test(call.where)) this.#options.hangUp(callSid);
    });
  }

  #scheduleNext(): void {
    if (this.#callsPerMinute === 0) return;
    const { clock, to, call } = this.#options;
    this.#next = clock.after(exponential(this.#random, 60 / this.#callsPerMinute), () => {
      this.#scheduleNext();
      const random = this.#random;
      const { callSid } = call({ from: randomNumber(random), to });
      if (random() < this.#acceptShare) this.#accepting.add(callSid);
      if (this.#patienceSeconds === Number.POSITIVE_INFINITY) return;
      this.#patience.set(callSid, LEAST_PATIENCE_SECONDS + exponential(random, this.#patienceSeconds));
    });
  }
}

function isAskedForLanguage({ webhooks }: CallRecord): boolean {
  return webhooks.at(-1)?.body?.includes('/choose-language') ?? false;
}

/** 555-0100 to 555-0199 are reserved for fiction; the area code makes them many. */
function randomNumber(random: Random): string {
  const digits = (from: number, to: number) => String(from + Math.floor(random() * (to - from + 1)));
  return `+1${digits(201, 989)}55501${digits(0, 99).padStart(2, '0')}`;
}
