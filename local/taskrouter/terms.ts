export type TaskStatus = 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled';

/** What a worker may do at the same time: one call, and beside it one task of the default channel. */
export const taskChannels = ['voice', 'default'] as const;
export type TaskChannel = (typeof taskChannels)[number];

export type TaskAttributes = Readonly<Record<string, unknown>>;

/** What the functions that decide how people behave may know of a task. */
export interface TaskFacts {
  readonly sid: string;
  readonly attributes: TaskAttributes;
  readonly priority: number;
  readonly createdAtMs: number;
}

/** `Available` takes calls; `Unavailable` is on shift but away; `Offline` has gone home. */
export const activityNames = ['Available', 'Unavailable', 'Offline'] as const;
export type ActivityName = (typeof activityNames)[number];

/** What a worker does when it rings: answers, lets it time out, or declines. */
export type WorkerHabit = 'answers' | 'ignores' | 'rejects';

export interface WorkerFacts {
  readonly sid: string;
  readonly friendlyName: string;
}
