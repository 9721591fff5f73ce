import type { KeptEvent } from '../domain/task/kept-event.ts';
import { type LogLine, problemOf } from '../log/log-line.ts';
import type { LogMessageName } from '../log/log-messages.ts';
import type { EventServices, QueueStates } from '../services.ts';
import { taskEvents } from '../steps/events/task-events.ts';

/**
 * The step of the event callback for an event that nobody has told: at the time when it happened, so that the record and what
 * is counted are as they would have been. Two things are never done late: Mindful isn't told that an agent is on the line, who
 * may have hung up by now; and a call that lost its task must be queued again by now, so a note of it counts for the rest of
 * its time only.
 */
export function lateEvents(
  services: Omit<EventServices, 'mindfulApi' | 'scheduler' | 'callTasks'>,
  write: (line: LogLine) => void,
): (event: KeptEvent) => Promise<void> {
  const queues = services.configuration.queues.map((queue) => ({
    ...queue,
    callTarget: { ...queue.callTarget, agentAnswer: false },
  }));
  const noteAbandonedCall: QueueStates['noteAbandonedCall'] = async (queue, wait, { untilMs }) => {
    const nowMs = services.nowMs();
    if (nowMs < untilMs) await services.queueStates.noteAbandonedCall(queue, wait, { untilMs, nowMs });
  };
  const late = {
    ...services,
    configuration: { ...services.configuration, queues },
    queueStates: { ...services.queueStates, noteAbandonedCall },
    // Whoever left the queue has been looked for by now.
    callTasks: { noteTask: async () => undefined, noteLeft: async () => [] },
    mindfulApi: { agentAnswered: neverLate },
    scheduler: { callbackStatus: neverLate, requestCallback: neverLate, cancelCallback: neverLate },
  };
  return async (event) => {
    const problems: { message: LogMessageName; problem: string }[] = [];
    const warn: EventServices['warn'] = (message, error) => problems.push({ message, problem: problemOf(error) });
    const { measurements = [], log } = await taskEvents(event, { ...late, nowMs: () => event.atMs, warn });
    const lateSeconds = Math.round((services.nowMs() - event.atMs) / 1000);
    const [first] = problems;
    const properties = { ...log, lateSeconds, ...(first && { problem: first.problem }) };
    write({ measurements, message: first?.message, properties });
  };
}

function neverLate(): Promise<never> {
  return Promise.reject(new Error('Mindful is never told late'));
}
