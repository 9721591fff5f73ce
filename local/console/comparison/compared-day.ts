import { allFigures } from '../../../lib/monitoring/figures.ts';
import { type DaySummary, serviceLevelSeconds } from './day-summary.ts';
import { type CallerFate, type DayOptions, playModelledDay } from './modelled-day.ts';

/** A day as it was played, before it is held against the day without callbacks. */
export interface PlayedDay {
  summary: Omit<DaySummary, 'rescued' | 'lostInstead'>;
  /** Caller by caller. */
  hungUp: boolean[];
  queueLengths: number[];
}

export function playComparedDay(options: DayOptions): PlayedDay {
  const { fates, tally, queueLengths } = playModelledDay(options);
  return {
    summary: { ...summaryOf(fates), figures: allFigures(tally.read) },
    hungUp: fates.map(({ hungUp }) => hungUp),
    queueLengths,
  };
}

export function against(without: PlayedDay, { summary, hungUp }: PlayedDay): DaySummary {
  const countOf = (isOne: (here: boolean, there: boolean) => boolean) =>
    hungUp.filter((here, index) => isOne(here, without.hungUp[index] ?? false)).length;
  return {
    ...summary,
    rescued: countOf((here, there) => there && !here),
    lostInstead: countOf((here, there) => here && !there),
  };
}

function summaryOf(fates: readonly CallerFate[]): Omit<PlayedDay['summary'], 'figures'> {
  const holds = fates.map(({ holdSeconds }) => holdSeconds);
  const answered = fates.filter(({ reachedAgentAfterSeconds }) => reachedAgentAfterSeconds !== undefined);
  const toAgent = answered.map(({ reachedAgentAfterSeconds = 0 }) => reachedAgentAfterSeconds);
  return {
    calls: fates.length,
    answered: answered.length,
    hungUp: fates.filter(({ hungUp }) => hungUp).length,
    answeredWithin: serviceLevelSeconds.map(
      (limit) => (100 * answered.filter(({ holdSeconds }) => holdSeconds <= limit).length) / Math.max(1, fates.length),
    ),
    averageHoldSeconds: mean(holds),
    longestHoldSeconds: longest(holds),
    averageSecondsToAgent: mean(toAgent),
    longestSecondsToAgent: longest(toAgent),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / Math.max(1, values.length);
}

function longest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
