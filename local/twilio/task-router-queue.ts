import type { WorkspaceEvent } from '../taskrouter/events.ts';
import type { TaskRouterModel } from '../taskrouter/model.ts';
import { TaskRouterRefusal } from '../taskrouter/refusal.ts';
import type { Timer, VirtualClock } from '../world/clock/clock.ts';
import { type CallTaskOrder, type TaskListener, TaskRefused, type VoiceQueue } from './voice-queue.ts';

export interface TaskRouterQueueOptions {
  clock: VirtualClock;
  model: TaskRouterModel;
  /** Gets every event of the workspace, in order, after the calls have. */
  onEvent: (event: WorkspaceEvent) => void;
}

/** Connects calls with the TaskRouter model, and the model with the clock. */
export class TaskRouterQueue implements VoiceQueue {
  readonly #options: TaskRouterQueueOptions;
  readonly #listeners = new Map<string, TaskListener>();
  #timer: Timer | undefined;
  #isCatchingUpSoon = false;

  constructor(options: TaskRouterQueueOptions) {
    this.#options = options;
  }

  createTask(order: CallTaskOrder, listener: TaskListener): string {
    const taskSid = this.#orderTask(order);
    this.#listeners.set(taskSid, listener);
    this.catchUpSoon();
    return taskSid;
  }

  cancelTask(taskSid: string, reason: string): void {
    this.#leave(taskSid, (model, nowMs) => model.cancelTask({ sid: taskSid, reason }, nowMs));
  }

  endConversation(taskSid: string): void {
    this.#leave(taskSid, (model, nowMs) => model.endConversation(taskSid, nowMs));
  }

  /** To be called after every change that is made to the model directly; hands out what follows from it at the present time. */
  catchUpSoon(): void {
    if (this.#isCatchingUpSoon) return;
    this.#isCatchingUpSoon = true;
    // Not at once: a task's SID must be known before anything happens to the task.
    void this.#options.clock.track(Promise.resolve().then(() => this.#catchUp()));
  }

  #orderTask(order: CallTaskOrder): string {
    const { model, clock } = this.#options;
    try {
      return model.createTask(order, clock.nowMs());
    } catch (error) {
      throw error instanceof TaskRouterRefusal ? new TaskRefused(error.message) : error;
    }
  }

  /** The call no longer listens; a task that is already over stays as it is. */
  #leave(taskSid: string, change: (model: TaskRouterModel, nowMs: number) => void): void {
    const { model, clock } = this.#options;
    this.#listeners.delete(taskSid);
    try {
      change(model, clock.nowMs());
    } catch (error) {
      if (!(error instanceof TaskRouterRefusal)) throw error;
    }
    this.catchUpSoon();
  }

  #catchUp(): void {
    const { model, clock, onEvent } = this.#options;
    this.#isCatchingUpSoon = false;
    for (const event of model.advance(clock.nowMs())) {
      this.#tellCall(event);
      onEvent(event);
    }
    this.#timer?.cancel();
    const nextMs = model.nextEventAtMs();
    this.#timer =
      nextMs === undefined ? undefined : clock.after((nextMs - clock.nowMs()) / 1000, () => this.#catchUp());
  }

  #tellCall(event: WorkspaceEvent): void {
    if (!('taskSid' in event)) return;
    const listener = this.#listeners.get(event.taskSid);
    if (event.eventType === 'reservation.accepted') listener?.accepted({ name: event.workerName });
    if (event.eventType === 'task.canceled') listener?.canceled(event.taskCanceledReason ?? '');
    if (event.eventType === 'task.wrapup' || event.eventType === 'task.completed') listener?.ended();
    if (['task.canceled', 'task.wrapup', 'task.completed'].includes(event.eventType)) {
      this.#listeners.delete(event.taskSid);
    }
  }
}
