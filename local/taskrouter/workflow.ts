import { requireValid } from './refusal.ts';

interface WorkflowTarget {
  readonly taskQueueSid: string;
  /** Overrides the task's own priority while the task is in this target. */
  readonly priority?: number;
  /** Without it a task stays in this target until its own time limit. */
  readonly timeoutSeconds?: number;
}

export interface WorkflowOptions {
  readonly sid: string;
  readonly friendlyName: string;
  /** In order: a task moves on when a target's time is up, and is canceled after the last. */
  readonly targets: readonly WorkflowTarget[];
  /** How long a worker may let a reservation ring; 120 unless given. */
  readonly reservationTimeoutSeconds?: number;
}

export interface Workflow {
  readonly sid: string;
  readonly friendlyName: string;
  readonly targets: readonly WorkflowTarget[];
  /** The age at which a task's time in each target is up; Infinity where it never is. */
  readonly leaveAtAgeMs: readonly number[];
  readonly reservationTimeoutMs: number;
}

/**
 * A target's time is up when the task is as old as this target's timeout and all earlier ones together,
 * whenever it came into the target (https://www.twilio.com/docs/taskrouter/task-evaluation).
 */
export function createWorkflow(options: WorkflowOptions, taskQueueSids: ReadonlySet<string>): Workflow {
  const { sid, friendlyName, targets, reservationTimeoutSeconds = 120 } = options;
  requireValid(targets.length > 0, `Workflow ${sid} needs at least one target.`);
  requireValid(reservationTimeoutSeconds >= 1, `Workflow ${sid}: reservationTimeoutSeconds must be 1 or more.`);
  let ageMs = 0;
  const leaveAtAgeMs = targets.map(({ taskQueueSid, timeoutSeconds = Number.POSITIVE_INFINITY }) => {
    requireValid(
      taskQueueSids.has(taskQueueSid),
      `Workflow ${sid} routes to ${taskQueueSid}, which is not a task queue.`,
    );
    requireValid(timeoutSeconds > 0, `Workflow ${sid}: timeoutSeconds must be more than 0.`);
    ageMs += timeoutSeconds * 1000;
    return ageMs;
  });
  return { sid, friendlyName, targets, leaveAtAgeMs, reservationTimeoutMs: reservationTimeoutSeconds * 1000 };
}

/** Where a task of this age belongs: the first target whose time is not up; undefined past the end of the workflow. */
export function openTargetIndex(workflow: Workflow, ageMs: number): number | undefined {
  const open = workflow.leaveAtAgeMs.findIndex((leaveAtMs) => leaveAtMs > ageMs);
  return open < 0 ? undefined : open;
}
