import type { ContactCentre } from './contact-centre.ts';

/** How often it is said, in real time: a machine that is busy is busy for a while. */
const ONCE_IN_MS = 60_000;

/**
 * Says so when a function did not get an answer in time although no fault is on. Deadlines are real, as on Lambda, so a
 * busy machine looks like a slow table, and a caller who presses 1 may be put on hold without a visible reason.
 * It goes to standard error, because standard output belongs to the function's log at that moment.
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
