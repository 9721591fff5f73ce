import { setTimeout as sleep } from 'node:timers/promises';
import type { VirtualClock } from './clock.ts';

const STEP_MS = 100;

/** Real seconds that one step makes up for: when webhooks are slow, virtual time falls behind instead of piling up. */
const MOST_SECONDS_A_STEP = 1;

/** At which people hear and answer. */
const SPEED_OF_PEOPLE = 1;

/**
 * Lets virtual time pass by itself: so many virtual seconds per real one. At speed 0 only `advance` moves it. From the very
 * moment at which somebody has to answer, time passes as it does for people, until they have.
 */
export class LiveClock {
  readonly #clock: VirtualClock;
  readonly #onError: (error: unknown) => void;
  #awaitsPerson: () => boolean = () => false;
  #speed = 0;
  #running: Promise<void> | undefined;

  constructor(clock: VirtualClock, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#onError = onError;
  }

  get speed(): number {
    return this.#speed;
  }

  /** `awaitsPerson` tells at every moment whether somebody has to answer. */
  holdBackWhile(awaitsPerson: () => boolean): void {
    this.#awaitsPerson = awaitsPerson;
  }

  /** Slower than its speed, for somebody who has to answer. */
  get isHeldBack(): boolean {
    return this.#speed > SPEED_OF_PEOPLE && this.#awaitsPerson();
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

  #step(seconds: number): Promise<void> {
    const isFast = this.#speed > SPEED_OF_PEOPLE && !this.#awaitsPerson();
    if (isFast) return this.#clock.advance(seconds * this.#speed, this.#awaitsPerson);
    return this.#clock.advance(seconds * Math.min(this.#speed, SPEED_OF_PEOPLE));
  }

  async #run(): Promise<void> {
    for (let lastMs = performance.now(); this.#speed > 0; ) {
      await sleep(STEP_MS);
      const nowMs = performance.now();
      const seconds = Math.min(MOST_SECONDS_A_STEP, (nowMs - lastMs) / 1000);
      lastMs = nowMs;
      await this.#step(seconds).catch(this.#onError);
    }
    this.#running = undefined;
  }
}
