import { setTimeout as sleep } from 'node:timers/promises';
import type { VirtualClock } from './clock.ts';

const STEP_MS = 100;

/** Real seconds that one step makes up for: when webhooks are slow, virtual time falls behind instead of piling up. */
const MOST_SECONDS_A_STEP = 1;

/** Lets virtual time pass by itself: so many virtual seconds per real one. At speed 0 only `advance` moves it. */
export class LiveClock {
  readonly #clock: VirtualClock;
  readonly #onError: (error: unknown) => void;
  #speed = 0;
  #running: Promise<void> | undefined;

  constructor(clock: VirtualClock, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#onError = onError;
  }

  get speed(): number {
    return this.#speed;
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    if (speed > 0) this.#running ??= this.#run();
  }

  /** Resolves when time stands still. */
  async stop(): Promise<void> {
    this.#speed = 0;
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let lastMs = performance.now(); this.#speed > 0; ) {
      await sleep(STEP_MS);
      const nowMs = performance.now();
      const seconds = Math.min(MOST_SECONDS_A_STEP, (nowMs - lastMs) / 1000);
      lastMs = nowMs;
      await this.#clock.advance(seconds * this.#speed).catch(this.#onError);
    }
    this.#running = undefined;
  }
}
