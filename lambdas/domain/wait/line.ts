/** The order of the waiting callers in a queue when it was last sampled. */
export interface Line {
  /** The call of each waiting task, in the order in which agents get them; blank where a task is no call's. */
  calls: string[];
  /** When each of the people at home accepted, in epoch seconds, the earliest first. */
  atHome: number[];
}

/** Nobody is told a place beyond this, so nothing beyond it is kept. */
export const LAST_PLACE = 100;

export function lineOf(
  waiting: readonly { attributes: Record<string, unknown> }[],
  atHome: readonly { acceptedAtMs: number }[],
): Line {
  const calls = waiting.slice(0, LAST_PLACE).map(({ attributes }) => String(attributes['call_sid'] ?? ''));
  const accepted = atHome.map(({ acceptedAtMs }) => Math.floor(acceptedAtMs / 1000));
  return { calls, atHome: accepted.sort((one, other) => one - other).slice(0, LAST_PLACE) };
}

/**
 * A caller's place: behind the calls that agents get before, and behind the people at home who were there before. `undefined` for a
 * call that the sample has not seen, or a place beyond the last.
 */
export function placeInLine(line: Line, caller: { callSid: string; sinceSeconds: number }): number | undefined {
  const before = line.calls.indexOf(caller.callSid);
  if (before < 0) return undefined;
  const place = before + line.atHome.filter((accepted) => accepted < caller.sinceSeconds).length + 1;
  return place <= LAST_PLACE ? place : undefined;
}
