import { Calendar } from './calendar.ts';
import type { Task, Worker, WorkerSlot } from './entities.ts';
import { TaskQueue, type TaskQueueOptions } from './entities.ts';
import type { WorkspaceEvent } from './events.ts';
import { createRandom, type Random } from './random.ts';
import { createSidMaker, type SidMaker } from './sids.ts';
import type { TaskFacts } from './terms.ts';
import { type ActivityName, activityNames, type WorkerFacts } from './terms.ts';
import { createWorkflow, type Workflow, type WorkflowOptions } from './workflow.ts';

/** How people behave, in seconds of 0 or more; drawn when the ringing, the conversation or the wrap-up begins. */
export interface FloorBehaviour {
  /** How long it rings until a worker answers or declines; from the reservation timeout on, it times out instead. */
  readonly acceptDelaySeconds: (worker: WorkerFacts, task: TaskFacts, random: Random) => number;
  /** Infinity: the conversation lasts until `endConversation` or `completeTask`. */
  readonly handleSeconds: (task: TaskFacts, random: Random) => number;
  readonly wrapUpSeconds: (task: TaskFacts, random: Random) => number;
}

export interface TaskRouterOptions {
  readonly seed: number;
  readonly startMs: number;
  readonly taskQueues: readonly TaskQueueOptions[];
  readonly workflows: readonly WorkflowOptions[];
  readonly behaviour: FloorBehaviour;
  /** A worker is available again so long after a reservation timed out; without it, only when told to be. */
  readonly comebackSeconds?: number;
  /** Whether a worker that leaves during a call counts as available until it is over; default false, as in Flex. */
  readonly leaversStayAvailable?: boolean;
  /** Whether `tasks_by_priority` counts assigned and wrapping tasks; TaskRouter doesn't document it. Default true. */
  readonly tasksByPriorityIncludesAssigned?: boolean;
}

/** The whole state of the model. Only the functions of this folder change it. */
export interface Floor {
  nowMs: number;
  behaviour: FloorBehaviour;
  readonly comebackSeconds: number;
  readonly leaversStayAvailable: boolean;
  readonly tasksByPriorityIncludesAssigned: boolean;
  readonly random: Random;
  readonly newSid: SidMaker;
  readonly activitySids: ReadonlyMap<ActivityName, string>;
  readonly calendar: Calendar;
  readonly taskQueues: ReadonlyMap<string, TaskQueue>;
  readonly workflows: ReadonlyMap<string, Workflow>;
  readonly tasks: Map<string, Task>;
  readonly workers: Map<string, Worker>;
  tasksCreated: number;
  timesIdle: number;
  /** Events not yet handed out. */
  outbox: WorkspaceEvent[];
  /** What `matchWaiting` works off: tasks that need a (new) place, slots that look for work. Empty between steps. */
  readonly unplacedTasks: Task[];
  readonly unoccupiedSlots: WorkerSlot[];
  /** Oldest first, until they are forgotten. */
  readonly finishedTasks: Task[];
}

export function createFloor(options: TaskRouterOptions): Floor {
  const newSid = createSidMaker(options.seed);
  const queueSids = new Set(options.taskQueues.map((queue) => queue.sid));
  return {
    nowMs: options.startMs,
    behaviour: options.behaviour,
    comebackSeconds: options.comebackSeconds ?? Number.POSITIVE_INFINITY,
    leaversStayAvailable: options.leaversStayAvailable ?? false,
    tasksByPriorityIncludesAssigned: options.tasksByPriorityIncludesAssigned ?? true,
    random: createRandom(options.seed),
    newSid,
    activitySids: new Map(activityNames.map((name) => [name, newSid('WA')])),
    calendar: new Calendar(),
    taskQueues: new Map(options.taskQueues.map((queue) => [queue.sid, new TaskQueue(queue)])),
    workflows: new Map(options.workflows.map((workflow) => [workflow.sid, createWorkflow(workflow, queueSids)])),
    tasks: new Map(),
    workers: new Map(),
    tasksCreated: 0,
    timesIdle: 0,
    outbox: [],
    unplacedTasks: [],
    unoccupiedSlots: [],
    finishedTasks: [],
  };
}

/** Checked, because a duration that is not a number would never come due, nor let anything else. */
export function toDelayMs(seconds: number, source: keyof FloorBehaviour): number {
  if (!(seconds >= 0)) throw new RangeError(`${source} returned ${seconds}: it must return 0 or more seconds.`);
  return Math.round(seconds * 1000);
}
