import { Calendar } from '../../taskrouter/calendar.ts';

/** Something due on the virtual clock; `cancel` is harmless when it has already happened. */
export interface Timer {
  cancel(): void;
}

/**
 * The local contact centre's clock: everything that takes time in a call (speech, music, ringing, conversations) is an
 * appointment here, so an hour passes in as long as its webhooks take and a test never sleeps.
 *
 * Time moves only in `advance` and `skipTo`. An appointment and everything it started (`track`) has settled before the next
 * one happens, so a run is repeatable: within one instant appointments happen in the order they were made.
 */
export class VirtualClock {
  /** What has been played, appointment by appointment; the time of day is later by what was skipped. */
  #playedMs: number;
  #skippedMs = 0;
  #unbrokenSinceMs: number;
  readonly #calendar = new Calendar<void | Promise<void>>();
  readonly #inFlight = new Set<Promise<unknown>>();
  #advancing: Promise<void> = Promise.resolve();

  constructor(startMs: number) {
    this.#playedMs = startMs;
    this.#unbrokenSinceMs = startMs;
  }

  nowMs(): number {
    return this.#playedMs + this.#skippedMs;
  }

  /** Since then no time was skipped: what is older is not comparable. */
  get unbrokenSinceMs(): number {
    return this.#unbrokenSinceMs;
  }

  /** Runs `action` after so many seconds of virtual time. */
  after(seconds: number, action: () => void | Promise<void>): Timer {
    const appointment = this.#calendar.schedule(this.#playedMs + toWholeMs(Math.max(0, seconds)), action);
    return { cancel: () => this.#calendar.cancel(appointment) };
  }

  /** Work that time must wait for, such as a webhook on its way. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#inFlight.add(work);
    const forget = () => this.#inFlight.delete(work);
    work.then(forget, forget);
    return work;
  }

  /**
   * Moves time forward, appointment by appointment. Concurrent calls queue up one behind the other. Rejects with what an
   * appointment threw; the clock then stands at that moment and can be advanced again. Stops early at the first moment at
   * which `until` is true.
   */
  advance(seconds: number, until: () => boolean = () => false): Promise<void> {
    return this.#afterOthers(() => this.#advanceTo(this.#playedMs + toWholeMs(seconds), until));
  }

  /** Makes it later, never earlier, without letting anything happen: all that is due is due by so much later. */
  skipTo(momentMs: number): Promise<void> {
    return this.#afterOthers(async () => {
      await this.settle();
      if (momentMs <= this.nowMs()) return;
      this.#skippedMs = momentMs - this.#playedMs;
      this.#unbrokenSinceMs = momentMs;
    });
  }

  #afterOthers(move: () => Promise<void>): Promise<void> {
    const moved = this.#advancing.then(move);
    this.#advancing = moved.catch(() => undefined);
    return moved;
  }

  /** Resolves when nothing tracked is still on its way. */
  async settle(): Promise<void> {
    // Promise chains started by an appointment or a finished webhook must have run before anything counts as settled.
    await nextTurn();
    while (this.#inFlight.size > 0) {
      await Promise.allSettled(this.#inFlight);
      await nextTurn();
    }
  }

  async #advanceTo(targetMs: number, until: () => boolean): Promise<void> {
    await this.settle();
    if (until()) return;
    for (let next = this.#calendar.takeDue(targetMs); next; next = this.#calendar.takeDue(targetMs)) {
      this.#playedMs = Math.max(this.#playedMs, next.dueMs);
      await next.action();
      await this.settle();
      if (until()) return;
    }
    this.#playedMs = Math.max(this.#playedMs, targetMs);
  }
}

/** Spoken sentences last fractions of a second; the time of day stays a whole number. */
function toWholeMs(seconds: number): number {
  return Math.round(seconds * 1000);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
