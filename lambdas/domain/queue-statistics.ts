/** What TaskRouter says about a task queue, checked; counts of tasks and workers, times in seconds. */
export interface QueueStatistics {
  pendingTasks: number;
  reservedTasks: number;
  assignedTasks: number;
  wrappingTasks: number;
  /** Workers whose activity is "available", busy ones included. */
  availableWorkers: number;
  longestTaskWaitingSeconds: number;
  acceptedInLast15Minutes: number;
  /** The guide's measure: average from creation to acceptance over the last five minutes, 0 if nothing was accepted. */
  averageAcceptanceSeconds: number;
  acceptedInLast5Minutes: number;
}

/** The three JSON documents of TaskRouter's statistics, as received. */
export interface RawStatistics {
  realTime: unknown;
  cumulative5Minutes: unknown;
  cumulative15Minutes: unknown;
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
    pendingTasks: count(raw.realTime, 'tasks_by_status', 'pending'),
    reservedTasks: count(raw.realTime, 'tasks_by_status', 'reserved'),
    assignedTasks: count(raw.realTime, 'tasks_by_status', 'assigned'),
    wrappingTasks: count(raw.realTime, 'tasks_by_status', 'wrapping'),
    availableWorkers: count(raw.realTime, 'total_available_workers'),
    longestTaskWaitingSeconds: count(raw.realTime, 'longest_task_waiting_age'),
    acceptedInLast15Minutes: count(raw.cumulative15Minutes, 'reservations_accepted'),
    averageAcceptanceSeconds: count(raw.cumulative5Minutes, 'avg_task_acceptance_time'),
    acceptedInLast5Minutes: count(raw.cumulative5Minutes, 'reservations_accepted'),
  };
  return problems.length > 0 ? { ok: false, problem: problems.join('; ') } : { ok: true, statistics };
}

/** Agents who could take a call now. TaskRouter counts a talking agent as available, so the busy are subtracted. */
export function freeAgents(statistics: QueueStatistics): number {
  const busy = statistics.reservedTasks + statistics.assignedTasks + statistics.wrappingTasks;
  return Math.max(0, statistics.availableWorkers - busy);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
