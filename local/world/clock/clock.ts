import { Calendar } from '../../taskrouter/calendar.ts';

/** Something due on the virtual clock; `cancel` is harmless when it has already happened. */
export interface Timer {
  cancel(): void;
}

/**
 * The local contact centre's clock: everything that takes time in a call (speech, music, ringing, conversations) is an
 * appointment here, so an hour passes in as long as its webhooks take and a test never sleeps.
 *
 * Time moves only in `advance`. An appointment and everything it started (`track`) has settled before the next
 * one happens, so a run is repeatable: within one instant appointments happen in the order they were made.
 */
export class VirtualClock {
  #nowMs: number;
  readonly #calendar = new Calendar<void | Promise<void>>();
  readonly #inFlight = new Set<Promise<unknown>>();
  #advancing: Promise<void> = Promise.resolve();

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** Runs `action` after so many seconds of virtual time. */
  after(seconds: number, action: () => void | Promise<void>): Timer {
    const appointment = this.#calendar.schedule(this.#nowMs + toWholeMs(Math.max(0, seconds)), action);
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
   * appointment threw; the clock then stands at that moment and can be advanced again.
   */
  advance(seconds: number): Promise<void> {
    const advanced = this.#advancing.then(() => this.#advanceTo(this.#nowMs + toWholeMs(seconds)));
    this.#advancing = advanced.catch(() => undefined);
    return advanced;
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

  async #advanceTo(targetMs: number): Promise<void> {
    await this.settle();
    for (let next = this.#calendar.takeDue(targetMs); next; next = this.#calendar.takeDue(targetMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      await next.action();
      await this.settle();
    }
    this.#nowMs = Math.max(this.#nowMs, targetMs);
  }
}

/** Spoken sentences last fractions of a second; the time of day stays a whole number. */
function toWholeMs(seconds: number): number {
  return Math.round(seconds * 1000);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
