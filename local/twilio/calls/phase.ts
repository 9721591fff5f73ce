import type { VirtualClock } from '../../world/clock/clock.ts';

/** Thrown out of whatever a phase waits for when the phase is cut short: no error, the caller just is not there any more. */
export class CutShort extends Error {
  override readonly name = 'CutShort';
}

/** Starts to wait for something and returns how to stop waiting. */
export type Wait<T> = (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void;

/**
 * A stretch of a call that may end before its time: the prompt of a `<Gather>` when a key is pressed, the waiting when an
 * agent answers, the whole call when the caller hangs up. Everything a phase waits for ends with it, and so do its children.
 */
export class Phase {
  readonly #clock: VirtualClock;
  readonly #endings = new Set<() => void>();
  #isCutShort = false;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Waits until `resolve` or `reject` is called; stops waiting then, or when the phase is cut short. */
  until<T>(wait: Wait<T>): Promise<T> {
    if (this.#isCutShort) return Promise.reject(new CutShort());
    return new Promise((resolve, reject) => {
      let stop: (() => void) | undefined;
      let isOver = false;
      const finish = (settle: () => void) => {
        if (isOver) return;
        isOver = true;
        this.#endings.delete(ending);
        stop?.();
        settle();
      };
      const ending = () => finish(() => reject(new CutShort()));
      this.#endings.add(ending);
      stop = wait(
        (value) => finish(() => resolve(value)),
        (error) => finish(() => reject(error)),
      );
      if (isOver) stop();
    });
  }

  wait(seconds: number): Promise<void> {
    return this.until((resolve) => {
      const timer = this.#clock.after(seconds, resolve);
      return () => timer.cancel();
    });
  }

  /** Waits for work that goes on by itself, such as a webhook, and forgets it when the phase is cut short. */
  during<T>(work: Promise<T>): Promise<T> {
    return this.until((resolve, reject) => {
      work.then(resolve, reject);
      return () => undefined;
    });
  }

  /** Runs `work` in a phase of its own until it is over or `resolve` is called from elsewhere. */
  untilInterrupted<T>(
    work: (phase: Phase) => Promise<T>,
    interruption: (resolve: (value: T) => void) => () => void,
  ): Promise<T> {
    return this.until((resolve, reject) => {
      const inner = new Phase(this.#clock);
      const stop = interruption(resolve);
      work(inner).then(resolve, (error) => {
        if (!inner.#isCutShort) reject(error);
      });
      return () => {
        stop();
        inner.cutShort();
      };
    });
  }

  cutShort(): void {
    this.#isCutShort = true;
    for (const ending of [...this.#endings]) ending();
  }
}
