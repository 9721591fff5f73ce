/** TaskRouter as calls see it: a task per waiting caller. */
export interface VoiceQueue {
  /** Returns the task's SID. Throws a TaskRefused when the order itself is wrong, anything else when TaskRouter is. */
  createTask(order: CallTaskOrder, listener: TaskListener): string;
  /** The caller left the queue. Changes nothing once the task is over. */
  cancelTask(taskSid: string, reason: string): void;
  /** The caller hung up while an agent had the call. Changes nothing once the task is over. */
  endConversation(taskSid: string): void;
}

export interface CallTaskOrder {
  workflowSid: string;
  attributes: Readonly<Record<string, unknown>>;
  priority: number;
  timeoutSeconds: number;
}

/** What happens to the task later; nothing of it before `createTask` has returned. */
export interface TaskListener {
  /** An agent accepted the task's reservation. */
  accepted(agent: { name: string }): void;
  /** The agent hung up. */
  ended(): void;
  /** By its time limit, the end of its workflow, or the REST API. The call stays in the queue nevertheless. */
  canceled(reason: string): void;
}

export class TaskRefused extends Error {
  override readonly name = 'TaskRefused';
}
