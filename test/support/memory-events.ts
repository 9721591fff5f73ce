import type { HandledEvent, HandledEvents } from '../../lambdas/services.ts';

/** The marks of task events as the table keeps them, without a table. */
export function memoryEvents(): HandledEvents & { marks: Map<string, number> } {
  const marks = new Map<string, number>();
  const readUntil = new Map<string, number>();
  return {
    marks,
    mark: async ({ key, atMs }: HandledEvent) => {
      if (marks.has(key)) return false;
      marks.set(key, atMs);
      return true;
    },
    between: async (fromMs, toMs) =>
      new Set([...marks].filter(([, atMs]) => fromMs <= atMs && atMs <= toMs).map(([key]) => key)),
    readUntilMs: async (workspaceSid) => readUntil.get(workspaceSid),
    noteReadUntil: async (workspaceSid, untilMs) => void readUntil.set(workspaceSid, untilMs),
  };
}
