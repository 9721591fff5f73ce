/** What TaskRouter says about a task queue, checked; counts of tasks and workers, times in seconds. */
export interface QueueStatistics {
  pendingTasks: number;
  /** Tasks to call people whose callback was lost, which wait for an agent ahead of every caller; in no other count. */
  lostCallbackTasks: number;
  reservedTasks: number;
  assignedTasks: number;
  wrappingTasks: number;
  /** Workers whose activity is "available", busy ones included. */
  availableWorkers: number;
  longestTaskWaitingSeconds: number;
  acceptedInLast15Minutes: number;
  completedInLast15Minutes: number;
  /** The guide's measure: average from creation to acceptance over the last five minutes, 0 if nothing was accepted. */
  averageAcceptanceSeconds: number;
  /** The longest wait among those accepted in the last five minutes, 0 if nothing was accepted. */
  longestAcceptanceSeconds: number;
  acceptedInLast5Minutes: number;
  completedInLast5Minutes: number;
  /** Tasks that came into the queue, return calls included. */
  enteredInLast5Minutes: number;
  canceledInLast5Minutes: number;
  acceptedInLast60Minutes: number;
  completedInLast60Minutes: number;
}

/** The four JSON documents of TaskRouter's statistics, as received. */
export interface RawStatistics {
  realTime: unknown;
  cumulative5Minutes: unknown;
  cumulative15Minutes: unknown;
  cumulative60Minutes: unknown;
}

export type StatisticsReading = { ok: true; statistics: QueueStatistics } | { ok: false; problem: string };

/** Nothing on a floor comes near this: a larger value is a fault, not a busy day. */
const ABSURD = 1e6;

/**
 * Checks TaskRouter's raw JSON field by field. One field that is missing, null, text, negative or absurd makes the whole
 * reading unknown, never 0: a wrong zero would promise a short wait.
 * https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics
 */
export function readStatistics(raw: RawStatistics): StatisticsReading {
  const problems: string[] = [];
  const count = (document: unknown, ...path: string[]): number => {
    const value = path.reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), document);
    // The maps by status may carry their counts as text; a plain field never does.
    const number = path.length > 1 && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && number >= 0 && number <= ABSURD) return number;
    problems.push(`${path.join('.')} is ${JSON.stringify(value) ?? 'missing'}`);
    return 0;
  };
  const statistics: QueueStatistics = {
    lostCallbackTasks: 0,
    pendingTasks: count(raw.realTime, 'tasks_by_status', 'pending'),
    reservedTasks: count(raw.realTime, 'tasks_by_status', 'reserved'),
    assignedTasks: count(raw.realTime, 'tasks_by_status', 'assigned'),
    wrappingTasks: count(raw.realTime, 'tasks_by_status', 'wrapping'),
    availableWorkers: count(raw.realTime, 'total_available_workers'),
    longestTaskWaitingSeconds: count(raw.realTime, 'longest_task_waiting_age'),
    acceptedInLast15Minutes: count(raw.cumulative15Minutes, 'reservations_accepted'),
    completedInLast15Minutes: count(raw.cumulative15Minutes, 'tasks_completed'),
    averageAcceptanceSeconds: count(raw.cumulative5Minutes, 'avg_task_acceptance_time'),
    longestAcceptanceSeconds: count(raw.cumulative5Minutes, 'wait_duration_until_accepted', 'max'),
    acceptedInLast5Minutes: count(raw.cumulative5Minutes, 'reservations_accepted'),
    completedInLast5Minutes: count(raw.cumulative5Minutes, 'tasks_completed'),
    enteredInLast5Minutes: count(raw.cumulative5Minutes, 'tasks_entered'),
    canceledInLast5Minutes: count(raw.cumulative5Minutes, 'tasks_canceled'),
    acceptedInLast60Minutes: count(raw.cumulative60Minutes, 'reservations_accepted'),
    completedInLast60Minutes: count(raw.cumulative60Minutes, 'tasks_completed'),
  };
  return problems.length > 0 ? { ok: false, problem: problems.join('; ') } : { ok: true, statistics };
}

/**
 * Agents who could take a call now. TaskRouter counts a talking agent as available, so the busy are subtracted. While
 * somebody has been waiting for more than a moment nobody is free, whatever the difference says: who looks free then
 * talks to another queue's caller. The same goes for a lost callback's task.
 */
export function freeAgents(statistics: QueueStatistics): number {
  if (statistics.lostCallbackTasks > 0) return 0;
  if (statistics.pendingTasks > 0 && statistics.longestTaskWaitingSeconds > MATCHING_SECONDS) return 0;
  return Math.max(0, statistics.availableWorkers - busyAgents(statistics));
}

/** TaskRouter finds an agent for a task within seconds, if there is one. */
const MATCHING_SECONDS = 10;

/** Agents who ring, talk or wrap up for this queue. */
export function busyAgents(statistics: QueueStatistics): number {
  return statistics.reservedTasks + statistics.assignedTasks + statistics.wrappingTasks;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
