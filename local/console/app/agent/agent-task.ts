/** A task as `GET /control/queues/{queue}` lists it. */
export interface AgentTask {
  sid: string;
  status: string;
  priority: number;
  createdAtMs: number;
  attributes: Readonly<Record<string, unknown>>;
}

/** Whom an agent talks to, in the order in which the tasks are listed. */
export const taskKinds = {
  call: 'Callers',
  return: 'Return calls',
  lost: 'Customers to call, because their callback never came',
} as const;

export type TaskKind = keyof typeof taskKinds;

export function kindOf({ attributes }: Pick<AgentTask, 'attributes'>): TaskKind {
  if ('lostCallback' in attributes) return 'lost';
  return 'callback' in attributes ? 'return' : 'call';
}

/** What was said to the customer, as far as the task tells. */
export function promiseOf({ attributes }: Pick<AgentTask, 'attributes'>) {
  const { quote, callback, lostCallback } = attributes as Record<string, Partial<Record<string, unknown>> | undefined>;
  const promise = lostCallback ?? callback;
  const quotedSeconds = promise ? promise['quotedWaitSeconds'] : quote?.['waitSeconds'];
  return {
    quotedSeconds: typeof quotedSeconds === 'number' ? quotedSeconds : undefined,
    acceptedAtMs: timeOf(promise?.['acceptedAt']),
    dueAtMs: timeOf(promise?.['dueAt']),
  };
}

function timeOf(text: unknown): number | undefined {
  return typeof text === 'string' ? Date.parse(text) : undefined;
}

/** `callback.dueAt`, `2026-07-06T13:24:00.000Z` */
export function flatAttributes(attributes: object, path = ''): [string, string][] {
  return Object.entries(attributes).flatMap(([name, value]): [string, string][] => {
    const key = path + name;
    if (typeof value === 'object' && value !== null) return flatAttributes(value, `${key}.`);
    return [[key, String(value)]];
  });
}
