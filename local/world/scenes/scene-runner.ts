import type { Sampling } from '../../aws/lambda/sampling-schedule.ts';
import type { SimulatedMindful } from '../../mindful/simulated-mindful.ts';
import type { Timer } from '../clock/clock.ts';
import type { LiveClock } from '../clock/live-clock.ts';
import { type Faults, faultNames } from '../faults/faults.ts';
import type { QueueConditions } from '../floors/queue-floor.ts';
import { emptyFloor, type PeopledFloor } from './empty-floor.ts';
import type { CallTally, SceneSummary } from './scene-summary.ts';
import { patienceSeconds, type Scene, type SceneName, type SceneStep, scenes } from './scenes.ts';

export interface Stage extends PeopledFloor {
  liveClock: LiveClock;
  mindful: SimulatedMindful;
  faults: Faults;
  sampling: Sampling;
  /** The Monday morning on which a scene begins. */
  beginsAtMs(nowMs: number): number;
  tally: CallTally;
}

interface Running {
  name: SceneName;
  startedAtMs: number;
  step: string;
  /** Once it is over. */
  summary: SceneSummary | null;
}

/** The sampler runs once in this time, so that the first caller of a scene meets a fresh estimate. */
const LEAD_SECONDS = 60;

/** Plays one scene at a time. */
export class SceneRunner {
  readonly #stage: Stage;
  #preparing: Promise<void> = Promise.resolve();
  #timers: Timer[] = [];
  #running: Running | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** The scene that was started last, with what it is at. */
  get running() {
    if (!this.#running) return null;
    const { name, startedAtMs } = this.#running;
    const { title, minutes } = scenes[name];
    return { ...this.#running, title, endsAtMs: startedAtMs + minutes * 60_000 };
  }

  /**
   * Begins on a Monday morning, with an empty floor and everything as it should be: no faults, no forced waits. The same
   * people call each time. What comes before `fromMinute` is played at once.
   */
  start(name: SceneName, fromMinute = 0): Promise<void> {
    const started = this.#preparing.then(() => this.#start(name, fromMinute));
    this.#preparing = started.catch(() => undefined);
    return started;
  }

  async #start(name: SceneName, fromMinute: number): Promise<void> {
    this.stop();
    const { clock, liveClock, floors, tally } = this.#stage;
    const scene: Scene = scenes[name];
    await liveClock.stop();
    await this.#prepare();
    this.#running = { name, startedAtMs: clock.nowMs(), step: '', summary: null };
    tally.begin();
    for (const floor of floors.values()) floor.restartTraffic(patienceSeconds);
    for (const step of scene.steps) {
      if (step.atMinute === 0) this.#play(step);
      else this.#timers.push(clock.after(step.atMinute * 60, () => this.#play(step)));
    }
    this.#timers.push(clock.after(scene.minutes * 60, () => this.#finish()));
    await clock.advance(fromMinute * 60);
    if (this.#running?.summary === null) liveClock.setSpeed(scene.speed);
  }

  /** What the scene has set stays as it is. */
  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
    this.#running = undefined;
  }

  async #prepare(): Promise<void> {
    const { clock, floors, faults, sampling, mindful, beginsAtMs } = this.#stage;
    for (const fault of faultNames) faults.set(fault, false);
    for (const { queue } of floors.values()) await sampling.force(queue, null);
    mindful.change({ behaviour: 'normal' });
    await emptyFloor(this.#stage);
    await clock.skipTo(beginsAtMs(clock.nowMs() + LEAD_SECONDS * 1000) - LEAD_SECONDS * 1000);
    await clock.advance(LEAD_SECONDS);
  }

  /** The floor goes on as it is, no faster than people can follow. */
  #finish(): void {
    const { liveClock, tally } = this.#stage;
    if (this.#running) this.#running.summary = tally.summary();
    liveClock.setSpeed(Math.min(1, liveClock.speed));
  }

  #play({ says, conditions, mindful }: SceneStep): void {
    if (this.#running) this.#running.step = says;
    if (mindful) this.#stage.mindful.change({ behaviour: mindful });
    if (!conditions) return;
    for (const [index, floor] of [...this.#stage.floors.values()].entries()) {
      floor.change(index === 0 ? conditions : halved(conditions));
    }
  }
}

function halved(conditions: Partial<QueueConditions>): Partial<QueueConditions> {
  const half = { ...conditions };
  if (half.agents !== undefined) half.agents = Math.ceil(half.agents / 2);
  if (half.callsPerMinute !== undefined) half.callsPerMinute /= 2;
  return half;
}
