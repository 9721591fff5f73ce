import catalogue from '../../../../lib/monitoring/figures.json' with { type: 'json' };
import type { FigureName } from '../../../../lib/monitoring/figures.ts';
import { type DaySummary, serviceLevelSeconds } from '../../comparison/day-summary.ts';
import { holdTime } from '../../comparison/hold-time.ts';
import { type Spread, spreadOf } from '../../comparison/spread.ts';
import { clockDuration } from '../state/words.ts';

export interface FigureRow {
  label: string;
  /** `null` where nothing has happened that the figure could be about. */
  read(day: DaySummary): number | null;
  show(value: number): string;
}

function people(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value));
}

const share = (value: number) => `${Math.round(value)} %`;

export function serviceLevel(seconds: number): FigureRow {
  const index = (serviceLevelSeconds as readonly number[]).indexOf(seconds);
  return {
    label: `Answered within ${holdTime(seconds)} on hold`,
    read: ({ answeredWithin }) => answeredWithin[index] ?? null,
    show: share,
  };
}

export const headlines: readonly FigureRow[] = [
  { label: 'Hung up', read: ({ hungUp }) => hungUp, show: people },
  { label: 'Rescued', read: ({ rescued }) => rescued, show: people },
  { label: 'Longest hold', read: ({ longestHoldSeconds }) => longestHoldSeconds, show: clockDuration },
];

export const rows: readonly FigureRow[] = [
  { label: 'Average hold', read: ({ averageHoldSeconds }) => averageHoldSeconds, show: clockDuration },
  { label: 'Longest hold', read: ({ longestHoldSeconds }) => longestHoldSeconds, show: clockDuration },
  {
    label: 'Until spoken to, on average',
    read: ({ averageSecondsToAgent }) => averageSecondsToAgent,
    show: clockDuration,
  },
  {
    label: 'Until spoken to, longest',
    read: ({ longestSecondsToAgent }) => longestSecondsToAgent,
    show: clockDuration,
  },
  { label: 'Calls', read: ({ calls }) => calls, show: people },
  { label: 'Spoke with an agent', read: ({ answered }) => answered, show: people },
  { label: 'Hung up, but served without callbacks', read: ({ lostInstead }) => lostInstead, show: people },
  ...(Object.keys(catalogue) as FigureName[]).map((name) => ({
    label: catalogue[name].label,
    read: ({ figures }: DaySummary) => figures[name],
    show: people,
  })),
];

/** Over the days on which there was something to tell. */
export function spreadIn({ read }: FigureRow, days: readonly DaySummary[]): Spread | undefined {
  const values = days.flatMap((day) => read(day) ?? []);
  return values.length > 0 ? spreadOf(values) : undefined;
}

/** `12 to 38`; nothing where all days are alike. */
export function rangeInWords({ show }: FigureRow, { least, most }: Spread): string {
  return show(least) === show(most) ? '' : `${show(least)} to ${show(most)}`;
}
