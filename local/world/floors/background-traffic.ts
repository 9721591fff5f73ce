import { exponential, type Random } from '../../taskrouter/random.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import type { Timer, VirtualClock } from '../clock/clock.ts';

/** A simulated caller needs this long to decide. */
const DECIDES_AFTER_SECONDS = 4;

export interface BackgroundTrafficOptions {
  clock: VirtualClock;
  random: Random;
  /** The number that these callers dial. */
  to: string;
  call(caller: { from: string; to: string }): { callSid: string };
  press(callSid: string, digits: string): void;
}

/** Random callers at an average rate per minute; a share of them accepts the callback that is offered. */
export class BackgroundTraffic {
  readonly #options: BackgroundTrafficOptions;
  readonly #accepting = new Set<string>();
  #callsPerMinute = 0;
  #acceptShare = 0;
  #next: Timer | undefined;

  constructor(options: BackgroundTrafficOptions) {
    this.#options = options;
  }

  change({ callsPerMinute, acceptShare }: { callsPerMinute: number; acceptShare: number }): void {
    this.#acceptShare = acceptShare;
    if (callsPerMinute === this.#callsPerMinute) return;
    this.#callsPerMinute = callsPerMinute;
    this.#next?.cancel();
    this.#scheduleNext();
  }

  /** Receives every change of any call: an accepting caller who is asked presses 1, all others keep silent. */
  notice({ callSid, where }: CallRecord): void {
    if (where === 'ended') this.#accepting.delete(callSid);
    if (!where.startsWith('choosing') || !this.#accepting.delete(callSid)) return;
    this.#options.clock.after(DECIDES_AFTER_SECONDS, () => this.#options.press(callSid, '1'));
  }

  #scheduleNext(): void {
    if (this.#callsPerMinute === 0) return;
    const { clock, random, to, call } = this.#options;
    this.#next = clock.after(exponential(random, 60 / this.#callsPerMinute), () => {
      this.#scheduleNext();
      const { callSid } = call({ from: randomNumber(random), to });
      if (random() < this.#acceptShare) this.#accepting.add(callSid);
    });
  }
}

/** 555-0100 to 555-0199 are reserved for fiction; the area code makes them many. */
function randomNumber(random: Random): string {
  const digits = (from: number, to: number) => String(from + Math.floor(random() * (to - from + 1)));
  return `+1${digits(201, 989)}55501${digits(0, 99).padStart(2, '0')}`;
}
