import { announceTask } from './announcements.ts';
import type { Task, TaskQueue, WorkerSlot } from './entities.ts';
import type { Floor } from './floor.ts';
import { reserve } from './reservations.ts';
import { cancelTask } from './task-life.ts';
import { isServedBefore } from './task-queue-line.ts';
import { changeTask } from './tasks.ts';
import { type TaskChannel, taskChannels } from './terms.ts';
import { openTargetIndex } from './workflow.ts';

/** https://www.twilio.com/docs/taskrouter/limits */
const maxReservations = 1000;

/**
 * Places every task that needs a place and finds work for every slot that looks for some. Before and after it holds:
 * no queue has both a pending task and an idle slot for it, so only fronts that have just changed need a look.
 */
export function matchWaiting(floor: Floor): void {
  const changedQueues = new Set<TaskQueue>();
  for (let task = floor.unplacedTasks.shift(); task; task = floor.unplacedTasks.shift()) {
    placeTask(floor, task);
    if (task.taskQueue) changedQueues.add(task.taskQueue);
  }
  for (const queue of changedQueues) {
    for (const channel of taskChannels) serveLine(floor, queue, channel);
  }
  for (let slot = floor.unoccupiedSlots.shift(); slot; slot = floor.unoccupiedSlots.shift()) findWork(floor, slot);
}

/** The task is new, its reservation came to nothing, or its time in a target is up (which a ringing phone defers). */
function placeTask(floor: Floor, task: Task): void {
  if (task.status !== 'pending') return;
  if (task.reservationCount >= maxReservations) {
    cancelTask(floor, task, 'Task TTL Exceeded or Max assignment count exceeded');
    return;
  }
  const index = openTargetIndex(task.workflow, floor.nowMs - task.createdAtMs);
  if (index === undefined) leaveWorkflow(floor, task);
  else if (index !== task.targetIndex) enterTarget(floor, task, index);
}

function serveLine(floor: Floor, queue: TaskQueue, channel: TaskChannel): void {
  const { line, idleSlots } = queue.channel(channel);
  for (;;) {
    const task = line.first();
    const slot = idleSlots.first();
    if (!task || !slot) return;
    reserve(floor, task, slot);
  }
}

function leaveWorkflow(floor: Floor, task: Task): void {
  announceTask(floor, 'task-queue.timeout', task);
  announceTask(floor, 'workflow.timeout', task);
  cancelTask(floor, task, 'Task canceled on Workflow timeout');
}

function enterTarget(floor: Floor, task: Task, index: number): void {
  const target = task.workflow.targets[index];
  const taskQueue = floor.taskQueues.get(target?.taskQueueSid ?? '');
  const previous = task.taskQueue;
  const isMove = taskQueue !== previous;
  if (previous) announceTask(floor, 'task-queue.timeout', task);
  if (previous && isMove) announceTask(floor, 'task-queue.moved', task);
  task.targetIndex = index;
  changeTask(task, {
    taskQueue,
    priority: target?.priority ?? task.ownPriority,
    queueEnteredAtMs: isMove ? floor.nowMs : task.queueEnteredAtMs,
  });
  announceTask(floor, 'workflow.target-matched', task);
  if (isMove) announceTask(floor, 'task-queue.entered', task);
  scheduleTargetLimit(floor, task, index);
}

function scheduleTargetLimit(floor: Floor, task: Task, index: number): void {
  const leaveAtAgeMs = task.workflow.leaveAtAgeMs[index] ?? Number.POSITIVE_INFINITY;
  if (leaveAtAgeMs === Number.POSITIVE_INFINITY) return;
  task.targetLimit = floor.calendar.schedule(task.createdAtMs + leaveAtAgeMs, () => floor.unplacedTasks.push(task));
}

/** The task that is served first among all queues of the worker; without one, the slot is idle. */
function findWork(floor: Floor, slot: WorkerSlot): void {
  const { worker, channel } = slot;
  if (slot.reservation !== undefined || worker.activity !== 'Available') return;
  let next: Task | undefined;
  for (const queue of worker.taskQueues) {
    const task = queue.channel(channel).line.first();
    if (task && (next === undefined || isServedBefore(task, next))) next = task;
  }
  if (next) {
    reserve(floor, next, slot);
    return;
  }
  slot.idleOrder = floor.timesIdle++;
  for (const queue of worker.taskQueues) queue.channel(channel).idleSlots.add(slot);
}
