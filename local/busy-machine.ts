import type { ContactCentre } from './contact-centre.ts';

/** How often it is said, in real time: a machine that is busy is busy for a while. */
const ONCE_IN_MS = 60_000;

/**
 * Says so when a function did not get an answer in time although no fault is on: its deadlines are real, as on Lambda,
 * and a machine with other work looks like a slow table. Otherwise whoever presses 1 and is led to hold finds no reason.
 * On the standard error, for what is written to the standard output meanwhile is the function's log.
 */
export function sayWhenBusy({ logs, faults }: Pick<ContactCentre, 'logs' | 'faults'>, say = console.error): void {
  let saidAtMs = Number.NEGATIVE_INFINITY;
  logs.listen(({ function: name, line }) => {
    const { problem, route = name } = (line ?? {}) as { problem?: unknown; route?: string };
    if (typeof problem !== 'string' || !problem.startsWith('TimeoutError') || faults.anyOn) return;
    if (performance.now() - saidAtMs < ONCE_IN_MS) return;
    saidAtMs = performance.now();
    say(
      `This machine was too busy for ${route} (${problem.replace('TimeoutError: ', '')}): the caller was led on as when the table is slow. Deadlines are real here. Try again when it has less to do.`,
    );
  });
}
