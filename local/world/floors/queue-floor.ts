import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';
import type { TaskRouterModel } from '../../taskrouter/model.ts';
import type { TaskView } from '../../taskrouter/tasks.ts';
import type { VirtualClock } from '../clock/clock.ts';
import type { BackgroundTraffic } from './background-traffic.ts';
import { paceSeconds } from './pace.ts';

/** Staffing and traffic of a queue. */
export interface QueueConditions {
  /** On shift. */
  agents: number;
  /** Length of a conversation. */
  handleSeconds: number;
  /** Background traffic. */
  callsPerMinute: number;
  /** The share of background callers that accept a callback. */
  acceptShare: number;
}

export const defaultConditions: QueueConditions = {
  agents: 3,
  handleSeconds: 180,
  callsPerMinute: 0,
  acceptShare: 0.5,
};

export interface QueueFloorOptions {
  queue: QueueConfig;
  clock: VirtualClock;
  taskRouter: TaskRouterModel;
  traffic: BackgroundTraffic;
  /** Must be called after every change that this floor makes to TaskRouter. */
  taskRouterChanged(): void;
}

/** One queue with its agents, its callers and its traffic. */
export class QueueFloor {
  readonly queue: QueueConfig;
  readonly #options: QueueFloorOptions;
  #conditions: QueueConditions = { ...defaultConditions };

  constructor(options: QueueFloorOptions) {
    this.queue = options.queue;
    this.#options = options;
    this.change(defaultConditions);
  }

  get conditions(): Readonly<QueueConditions> {
    return this.#conditions;
  }

  change(changes: Partial<QueueConditions>): void {
    const { taskRouter, traffic, clock, taskRouterChanged } = this.#options;
    this.#conditions = { ...this.#conditions, ...changes };
    traffic.change(this.#conditions);
    if (changes.agents === undefined) return;
    const { taskQueueSid } = this.queue.taskRouter;
    taskRouter.setWorkerCount({ taskQueueSid, count: changes.agents }, clock.nowMs());
    taskRouterChanged();
  }

  /** The callers of the background begin anew: the same ones each time, who hang up after so long on average. */
  restartTraffic(patienceSeconds: number): void {
    this.#options.traffic.restart(patienceSeconds);
  }

  /** Those waiting, in the order of service, then those being served. */
  tasks(): TaskView[] {
    return this.#options.taskRouter.tasks(this.queue.taskRouter.taskQueueSid, this.#options.clock.nowMs());
  }

  /** How many callers wait for an agent on the phone. */
  waiting(): number {
    const { taskRouter, clock } = this.#options;
    const { pending, reserved } = taskRouter.realTimeStatistics(
      this.queue.taskRouter.taskQueueSid,
      clock.nowMs(),
    ).tasks_by_status;
    return pending + reserved;
  }

  /** The agents on shift. */
  agents() {
    return this.#options.taskRouter
      .workers(this.#options.clock.nowMs())
      .filter(({ taskQueueSids }) => taskQueueSids.includes(this.queue.taskRouter.taskQueueSid))
      .filter(({ activityName, state }) => activityName !== 'Offline' || state === 'talking' || state === 'wrapping')
      .map(({ friendlyName: name, state, taskSid = null }) => ({ name, state, taskSid }));
  }

  /** How long a caller would wait from now on, with so many others waiting at home. */
  paceSeconds(waitingAtHome: number): number {
    return paceSeconds({ ...this.#conditions, waiting: this.waiting(), atHome: waitingAtHome });
  }
}
