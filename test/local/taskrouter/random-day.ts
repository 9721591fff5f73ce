import type { WorkspaceEvent } from '../../../local/taskrouter/events.ts';
import type { TaskRouterModel } from '../../../local/taskrouter/model.ts';
import { createRandom, exponential } from '../../../local/taskrouter/random.ts';
import { TaskRouterRefusal } from '../../../local/taskrouter/refusal.ts';
import { fc } from '../../support/properties.ts';
import { billing, openFloor, openingMs, sales, workflowSid } from './floor-builder.ts';

const salesWorkflowSid = 'WW00000000000000000000000000000002';
export const queueSids = [billing, sales];

/** A floor where calls escalate from billing to sales, an agent serves both, and some don't answer. */
export function openBusyFloor(): TaskRouterModel {
  const floor = openFloor({
    workflows: [
      {
        sid: workflowSid,
        friendlyName: 'Billing calls',
        targets: [
          { taskQueueSid: billing, timeoutSeconds: 60 },
          { taskQueueSid: billing, priority: 2, timeoutSeconds: 60 },
          { taskQueueSid: sales, timeoutSeconds: 200 },
        ],
        reservationTimeoutSeconds: 20,
      },
      { sid: salesWorkflowSid, friendlyName: 'Sales calls', targets: [{ taskQueueSid: sales }] },
    ],
    behaviour: {
      acceptDelaySeconds: (_worker, _task, random) => exponential(random, 8),
      handleSeconds: (_task, random) => exponential(random, 60),
      wrapUpSeconds: (_task, random) => Math.floor(random() * 3) * 5,
    },
    comebackSeconds: 90,
  });
  floor.addWorker({ taskQueueSids: queueSids }, openingMs);
  floor.addWorker({ taskQueueSids: [billing], habit: 'rejects' }, openingMs);
  floor.addWorker({ taskQueueSids: [sales], habit: 'ignores' }, openingMs);
  floor.setWorkerCount({ taskQueueSid: billing, count: 3 }, openingMs);
  return floor;
}

export interface Step {
  readonly afterSeconds: number;
  readonly seed: number;
  readonly deed: 'create' | 'cancel' | 'update' | 'end' | 'complete' | 'staff' | 'hire' | 'activity' | 'habit' | 'wait';
}

/** Mostly arriving calls; `seed` decides the details, so that a shrunk counterexample stays readable. */
export const day: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    afterSeconds: fc.constantFrom(0, 0, 1, 2, 5, 10, 30),
    seed: fc.nat(1_000_000),
    deed: fc.constantFrom(
      ...(['create', 'create', 'create', 'create', 'cancel', 'update', 'end', 'complete'] as const),
      ...(['staff', 'hire', 'activity', 'habit', 'wait'] as const),
    ),
  }),
  { maxLength: 100, size: 'max' },
);

interface Watching {
  /** Called after each step with the events until then. */
  readonly look?: (nowMs: number, events: readonly WorkspaceEvent[]) => void;
  /** Whether time passes from event to event rather than from step to step. */
  readonly walks?: boolean;
}

/** Plays a day step by step and returns its events. */
export function playDay(
  floor: TaskRouterModel,
  steps: readonly Step[],
  { look = () => {}, walks = false }: Watching = {},
): { events: WorkspaceEvent[]; endMs: number } {
  const events: WorkspaceEvent[] = [];
  let nowMs = openingMs;
  for (const step of [...steps, ...quietEnd]) {
    nowMs += step.afterSeconds * 1000;
    if (walks) events.push(...walkTo(floor, nowMs));
    try {
      takeStep(floor, step, nowMs);
    } catch (error) {
      if (!(error instanceof TaskRouterRefusal)) throw error;
    }
    events.push(...floor.advance(nowMs));
    look(nowMs, events);
  }
  return { events, endMs: nowMs };
}

function walkTo(floor: TaskRouterModel, nowMs: number): WorkspaceEvent[] {
  const events: WorkspaceEvent[] = [];
  for (let next = floor.nextEventAtMs(); next !== undefined && next <= nowMs; next = floor.nextEventAtMs()) {
    events.push(...floor.advance(next));
  }
  return events;
}

const quietEnd: Step[] = [100, 500, 4000].map((afterSeconds) => ({ afterSeconds, seed: 0, deed: 'wait' }));

function takeStep(floor: TaskRouterModel, step: Step, nowMs: number): void {
  const random = createRandom(step.seed);
  const pick = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T;
  const taskSid = pick([...queueSids.flatMap((sid) => floor.tasks(sid, nowMs).map((task) => task.sid)), 'WTnone']);
  const workerSid = pick([...floor.workers(nowMs).map((worker) => worker.sid), 'WKnone']);
  const place = { priority: pick([0, 0, 0, 1, 5]), virtualStartMs: nowMs - pick([0, 0, 0, 30_000, 200_000]) };
  const deeds: Record<Step['deed'], () => unknown> = {
    create: () =>
      floor.createTask(
        {
          workflowSid: pick([workflowSid, salesWorkflowSid]),
          attributes: {},
          timeoutSeconds: pick([45, 400, 86_400]),
          ...place,
        },
        nowMs,
      ),
    cancel: () => floor.cancelTask({ sid: taskSid, reason: 'hangup' }, nowMs),
    update: () => floor.updateTask(taskSid, place, nowMs),
    end: () => floor.endConversation(taskSid, nowMs),
    complete: () => floor.completeTask({ sid: taskSid, reason: 'resolved' }, nowMs),
    staff: () => floor.setWorkerCount({ taskQueueSid: pick(queueSids), count: pick([0, 1, 2, 3]) }, nowMs),
    hire: () => floor.addWorker({ taskQueueSids: pick([queueSids, [billing], [sales]]) }, nowMs),
    activity: () =>
      floor.setWorkerActivity(
        { sid: workerSid, activity: pick(['Available', 'Available', 'Unavailable', 'Offline'] as const) },
        nowMs,
      ),
    habit: () => floor.setWorkerHabit(workerSid, pick(['answers', 'answers', 'ignores', 'rejects'] as const)),
    wait: () => {},
  };
  deeds[step.deed]();
}
