import { exponential, type Random } from '../../taskrouter/random.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import type { Timer, VirtualClock } from '../clock/clock.ts';

/** The simulated callers need this long to make up their minds. */
const DECIDES_AFTER_SECONDS = 4;

export interface BackgroundTrafficOptions {
  clock: VirtualClock;
  random: Random;
  /** The number that these callers dial. */
  to: string;
  call(caller: { from: string; to: string }): { callSid: string };
  press(callSid: string, digits: string): void;
}

/** Callers who come by themselves, at random but on average so many a minute; some take the callback they are offered. */
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

  /** To be told of every change of any call: who is asked and will accept presses 1, everybody else keeps silent. */
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
