const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const clock = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const made = new Intl.DateTimeFormat('en-US', { timeZone, ...numeric, ...clock });
  formats.set(timeZone, made);
  return made;
}

/** What a clock on the wall shows, written as if it were UTC. */
function wallClockMs(atMs: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

const DAY_MS = 24 * 3600 * 1000;

/**
 * The moments at which the clocks of a time zone show this (written as if it were UTC): none in the hour that is left out in
 * spring, two in the hour that comes twice in autumn, one otherwise. Earlier first.
 */
export function momentsOf(shownMs: number, timeZone: string): number[] {
  const offsets = [-DAY_MS, DAY_MS].map((away) => wallClockMs(shownMs + away, timeZone) - (shownMs + away));
  const candidates = [...new Set(offsets)].map((offset) => shownMs - offset);
  return candidates.filter((atMs) => wallClockMs(atMs, timeZone) === shownMs).sort((one, other) => one - other);
}
