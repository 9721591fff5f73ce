import type { WorkspaceEvent } from '../../../local/taskrouter/events.ts';
import type { FloorBehaviour, TaskRouterOptions } from '../../../local/taskrouter/floor.ts';
import { TaskRouterModel } from '../../../local/taskrouter/model.ts';
import type { TaskOrder } from '../../../local/taskrouter/task-life.ts';

export const billing = 'WQ0000000000000000000000000000b111';
export const sales = 'WQ0000000000000000000000000000a1e5';
export const workflowSid = 'WW00000000000000000000000000000001';
export const openingMs = Date.parse('2027-03-01T09:00:00Z');

/** So many seconds after opening. */
export function at(seconds: number): number {
  return openingMs + seconds * 1000;
}

/** Answers after 5 seconds, talks for 60, wraps up for 10. */
export const steady: FloorBehaviour = {
  acceptDelaySeconds: () => 5,
  handleSeconds: () => 60,
  wrapUpSeconds: () => 10,
};

/** Two queues, one workflow straight to billing, nobody at work yet. */
export function openFloor(overrides: Partial<TaskRouterOptions> = {}): TaskRouterModel {
  return new TaskRouterModel({
    seed: 1,
    startMs: openingMs,
    taskQueues: [
      { sid: billing, friendlyName: 'Billing' },
      { sid: sales, friendlyName: 'Sales' },
    ],
    workflows: [{ sid: workflowSid, friendlyName: 'Calls', targets: [{ taskQueueSid: billing }] }],
    behaviour: steady,
    ...overrides,
  });
}

export function call(details: Partial<TaskOrder> = {}): TaskOrder {
  return { workflowSid, attributes: {}, ...details };
}

/** When whose task was answered, in seconds after opening. */
export function answers(events: readonly WorkspaceEvent[]): { taskSid: string; seconds: number }[] {
  return events.flatMap((event) =>
    event.eventType === 'reservation.accepted'
      ? [{ taskSid: event.taskSid, seconds: (event.timestampMs - openingMs) / 1000 }]
      : [],
  );
}

export function typesOf(events: readonly WorkspaceEvent[]): string[] {
  return events.map((event) => event.eventType);
}

/** The one event of this type, or an error that says what there was instead. */
export function only<T extends WorkspaceEvent['eventType']>(events: readonly WorkspaceEvent[], eventType: T) {
  const found = events.filter(
    (event): event is Extract<WorkspaceEvent, { eventType: unknown }> & { eventType: T } =>
      event.eventType === eventType,
  );
  const [first] = found;
  if (found.length !== 1 || !first) throw new Error(`Expected one ${eventType}, got: ${typesOf(events).join(', ')}`);
  return first;
}
