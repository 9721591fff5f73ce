import type { Sampling } from '../../aws/lambda/sampling-schedule.ts';
import type { SimulatedMindful } from '../../mindful/simulated-mindful.ts';
import type { Timer, VirtualClock } from '../clock/clock.ts';
import type { LiveClock } from '../clock/live-clock.ts';
import { type Faults, faultNames } from '../faults/faults.ts';
import type { QueueConditions, QueueFloor } from '../floors/queue-floor.ts';
import { type Scene, type SceneName, type SceneStep, scenes } from './scenes.ts';

export interface Stage {
  clock: VirtualClock;
  liveClock: LiveClock;
  floors: ReadonlyMap<string, QueueFloor>;
  mindful: SimulatedMindful;
  faults: Faults;
  sampling: Sampling;
}

interface Running {
  name: SceneName;
  startedAtMs: number;
  step: string;
}

/** Plays one scene at a time. */
export class SceneRunner {
  readonly #stage: Stage;
  #timers: Timer[] = [];
  #running: Running | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** The scene that was started last, with what it is at. */
  get running() {
    if (!this.#running) return null;
    const { name, startedAtMs, step } = this.#running;
    const { title, minutes } = scenes[name];
    const endsAtMs = startedAtMs + minutes * 60_000;
    return { name, title, startedAtMs, endsAtMs, step, isOver: this.#stage.clock.nowMs() >= endsAtMs };
  }

  /** Begins with everything as it should be: no faults, no forced waits. */
  async start(name: SceneName): Promise<void> {
    this.stop();
    const { clock, liveClock, floors, faults, sampling } = this.#stage;
    const scene: Scene = scenes[name];
    for (const fault of faultNames) faults.set(fault, false);
    for (const { queue } of floors.values()) await sampling.force(queue, null);
    this.#running = { name, startedAtMs: clock.nowMs(), step: '' };
    for (const step of scene.steps) {
      if (step.atMinute === 0) this.#play(step);
      else this.#timers.push(clock.after(step.atMinute * 60, () => this.#play(step)));
    }
    liveClock.setSpeed(scene.speed);
  }

  /** What the scene has set stays as it is. */
  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
    this.#running = undefined;
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
