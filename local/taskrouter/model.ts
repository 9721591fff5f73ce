import { endConversation } from './conversations.ts';
import type { Task, TaskQueue, Worker } from './entities.ts';
import type { WorkspaceEvent } from './events.ts';
import { createFloor, type Floor, type FloorBehaviour, type TaskRouterOptions } from './floor.ts';
import { matchWaiting } from './matching.ts';
import { type CumulativeStatistics, type StatisticsWindow, together } from './queue-history.ts';
import { type RealTimeStatistics, realTimeStatistics } from './real-time-statistics.ts';
import { requireFound } from './refusal.ts';
import { addWorker, type NewWorker, setActivity, setWorkerCount } from './staffing.ts';
import {
  cancelTask,
  completeTask,
  createTask,
  forgetFinishedTasks,
  type TaskChanges,
  type TaskOrder,
  updateTask,
} from './task-life.ts';
import { type TaskView, viewTask } from './tasks.ts';
import type { ActivityName, TaskChannel, WorkerHabit } from './terms.ts';
import { viewWorker, type WorkerView } from './workers.ts';

const CALLS: readonly TaskChannel[] = ['voice'];

/**
 * TaskRouter with its workers as a discrete-event model: no clock, no I/O, the same events for the same calls and seed.
 *
 * Every method that takes `nowMs` first plays everything that is due until then, so time must not go back. Events,
 * those of calls like `createTask` included, are kept until the next `advance` hands them out, in the order of their
 * times. What TaskRouter would refuse is thrown as a TaskRouterRefusal and changes nothing.
 */
export class TaskRouterModel {
  readonly #floor: Floor;

  constructor(options: TaskRouterOptions) {
    this.#floor = createFloor(options);
  }

  /** Every event since the last `advance`, up to and including `nowMs`. */
  advance(nowMs: number): WorkspaceEvent[] {
    this.#catchUp(nowMs);
    const events = this.#floor.outbox;
    this.#floor.outbox = [];
    return events;
  }

  /** When `advance` will have something to hand out or to do: at once if there are events, undefined if never. */
  nextEventAtMs(): number | undefined {
    return this.#floor.outbox.length > 0 ? this.#floor.nowMs : this.#floor.calendar.nextDueMs();
  }

  /** Returns the task's SID. */
  createTask(order: TaskOrder, nowMs: number): string {
    return this.#change(nowMs, () => createTask(this.#floor, order)).sid;
  }

  updateTask(taskSid: string, changes: TaskChanges, nowMs: number): void {
    this.#change(nowMs, () => updateTask(this.#floor, this.#taskOf(taskSid), changes));
  }

  /** Only while it is pending or reserved. */
  cancelTask(task: { sid: string; reason: string }, nowMs: number): void {
    this.#change(nowMs, () => cancelTask(this.#floor, this.#taskOf(task.sid), task.reason));
  }

  /** One side hung up: the task goes from assigned to wrapping, and is completed when the wrap-up is over. */
  endConversation(taskSid: string, nowMs: number): void {
    this.#change(nowMs, () => endConversation(this.#floor, this.#taskOf(taskSid)));
  }

  /** From assigned or wrapping, without (more) wrap-up. */
  completeTask(task: { sid: string; reason: string }, nowMs: number): void {
    this.#change(nowMs, () => completeTask(this.#floor, this.#taskOf(task.sid), task.reason));
  }

  /** Returns the worker's SID. */
  addWorker(newcomer: NewWorker, nowMs: number): string {
    return this.#change(nowMs, () => addWorker(this.#floor, newcomer)).sid;
  }

  /** Sets how many workers of the queue are on shift. A worker that leaves during a call finishes it first. */
  setWorkerCount(staffing: { taskQueueSid: string; count: number }, nowMs: number): void {
    this.#change(nowMs, () => setWorkerCount(this.#floor, this.#queueOf(staffing.taskQueueSid), staffing.count));
  }

  /** `Unavailable` is for a worker that is ill or on a break. */
  setWorkerActivity(worker: { sid: string; activity: ActivityName }, nowMs: number): void {
    this.#change(nowMs, () => setActivity(this.#floor, this.#workerOf(worker.sid), worker.activity));
  }

  /** From the next reservation on. */
  setWorkerHabit(workerSid: string, habit: WorkerHabit): void {
    this.#workerOf(workerSid).habit = habit;
  }

  /** For what begins from now on; conversations under way keep their length. */
  changeBehaviour(changes: Partial<FloorBehaviour>): void {
    this.#floor.behaviour = { ...this.#floor.behaviour, ...changes };
  }

  /** Of the calls alone, as with `TaskChannel=voice`, unless other channels are named. */
  realTimeStatistics(taskQueueSid: string, nowMs: number, channels = CALLS): RealTimeStatistics {
    this.#catchUp(nowMs);
    return realTimeStatistics(this.#queueOf(taskQueueSid), { ...this.#statisticsOptions(), channels });
  }

  cumulativeStatistics(
    taskQueueSid: string,
    window: StatisticsWindow,
    nowMs: number,
    channels = CALLS,
  ): CumulativeStatistics {
    this.#catchUp(nowMs);
    const queue = this.#queueOf(taskQueueSid);
    return channels.map((name) => queue.channel(name).history.cumulativeStatistics(window, nowMs)).reduce(together);
  }

  #statisticsOptions() {
    const { nowMs, activitySids, tasksByPriorityIncludesAssigned } = this.#floor;
    return { nowMs, activitySids, tasksByPriorityIncludesAssigned };
  }

  /** The live tasks of a queue: those waiting (pending, ringing) in the order of service, then those being served. */
  tasks(taskQueueSid: string, nowMs: number): TaskView[] {
    this.#catchUp(nowMs);
    return this.#queueOf(taskQueueSid)
      .liveTasks()
      .map((task) => viewTask(task, nowMs));
  }

  /** Undefined if there never was such a task, or five minutes after its end, when TaskRouter deletes it. */
  task(taskSid: string, nowMs: number): TaskView | undefined {
    this.#catchUp(nowMs);
    const task = this.#floor.tasks.get(taskSid);
    return task && viewTask(task, nowMs);
  }

  /** In the order in which they were added, offline ones included. */
  workers(nowMs: number): WorkerView[] {
    this.#catchUp(nowMs);
    return [...this.#floor.workers.values()].map(viewWorker);
  }

  #change<T>(nowMs: number, action: () => T): T {
    this.#catchUp(nowMs);
    const result = action();
    matchWaiting(this.#floor);
    return result;
  }

  #catchUp(nowMs: number): void {
    const floor = this.#floor;
    if (!(nowMs >= floor.nowMs)) {
      throw new RangeError(`Time can't run backwards: it is ${floor.nowMs}, so ${nowMs} can't be played any more.`);
    }
    for (let due = floor.calendar.takeDue(nowMs); due; due = floor.calendar.takeDue(nowMs)) {
      floor.nowMs = due.dueMs;
      due.action();
      matchWaiting(floor);
    }
    floor.nowMs = nowMs;
    forgetFinishedTasks(floor);
  }

  #taskOf(sid: string): Task {
    return requireFound(this.#floor.tasks.get(sid), `task ${sid}`);
  }

  #workerOf(sid: string): Worker {
    return requireFound(this.#floor.workers.get(sid), `worker ${sid}`);
  }

  #queueOf(sid: string): TaskQueue {
    return requireFound(this.#floor.taskQueues.get(sid), `task queue ${sid}`);
  }
}
