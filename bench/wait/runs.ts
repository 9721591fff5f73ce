import { playDay, type ScoredCaller } from './day.ts';
import { type Contender, contenders } from './estimates.ts';
import { dayMinutes, type Family, families } from './families.ts';
import { type Tally, tallyOf } from './score.ts';

/** All that is done with one seed of one family: a day that everybody watches, and a day per contender that it drives. */
export interface Run {
  readonly familyName: string;
  readonly seed: number;
  /** The contenders that get a day to drive; every contender watches. */
  readonly drivers: readonly Contender[];
}

export interface RunResult {
  readonly familyName: string;
  readonly watching: Readonly<Record<Contender, Tally>>;
  readonly driving: Readonly<Partial<Record<Contender, Tally>>>;
  readonly unresolved: number;
  readonly course: Course;
}

export const binMinutes = 5;
export const drawn = ['people-ahead', 'guide-15-minutes', 'reference'] as const;

/** Sums by bin of the day, for the plots. */
export interface Course {
  readonly callers: number[];
  readonly real: number[];
  readonly estimate: Record<(typeof drawn)[number], number[]>;
}

/** While the others watch, offers are made as the reference would, so that none of them has a say. */
const watchedDriver: Contender = 'reference';

export function playRun({ familyName, seed, drivers }: Run): RunResult {
  const family = familyNamed(familyName);
  const watched = playDay({ family, seed, driver: watchedDriver });
  let unresolved = watched.unresolved;
  const driving: Partial<Record<Contender, Tally>> = {};
  for (const driver of drivers) {
    const driven = driver === watchedDriver ? watched : playDay({ family, seed, driver });
    driving[driver] = tallyOf(driven.callers, driver);
    unresolved += driven.unresolved;
  }
  const watching = Object.fromEntries(contenders.map((name) => [name, tallyOf(watched.callers, name)]));
  return {
    familyName,
    watching: watching as Record<Contender, Tally>,
    driving,
    unresolved,
    course: courseOf(watched.callers),
  };
}

function courseOf(callers: readonly ScoredCaller[]): Course {
  const zeros = () => new Array<number>(dayMinutes / binMinutes).fill(0);
  const course: Course = {
    callers: zeros(),
    real: zeros(),
    estimate: { 'people-ahead': zeros(), 'guide-15-minutes': zeros(), reference: zeros() },
  };
  const add = (sums: number[], bin: number, value: number) => {
    sums[bin] = (sums[bin] ?? 0) + value;
  };
  for (const { arrivedAtMinute, estimates, waitSeconds } of callers) {
    const bin = Math.floor(arrivedAtMinute / binMinutes);
    add(course.callers, bin, 1);
    add(course.real, bin, waitSeconds);
    for (const name of drawn) add(course.estimate[name], bin, estimates[name].waitSeconds);
  }
  return course;
}

function familyNamed(name: string): Family {
  const family = families.find((candidate) => candidate.name === name);
  if (!family)
    throw new Error(`There is no family ${name}; there are ${families.map((each) => each.name).join(', ')}.`);
  return family;
}
