import { type Ablation, type Contender, contenders, everybody } from './contenders.ts';
import { playDay } from './day.ts';
import type { Family } from './families.ts';
import { judgingFamilies } from './judging-families.ts';
import { type Tally, tallyOf } from './score.ts';
import { tuningFamilies } from './tuning-families.ts';

/** The estimate is tuned on one set and judged by the other, which stays unseen meanwhile. */
export const familySets = { judging: judgingFamilies, tuning: tuningFamilies };
export const families: readonly Family[] = Object.values(familySets).flat();

/** All that is done with one seed of one family: a day that everybody watches, and a day per contender that it drives. */
export interface Run {
  readonly familyName: string;
  readonly seed: number;
  /** The contenders that get a day to drive; every contender watches. */
  readonly drivers: readonly Contender[];
  readonly ablations: boolean;
}

export interface RunResult {
  readonly familyName: string;
  readonly watching: Readonly<Record<Contender, Tally> & Partial<Record<Ablation, Tally>>>;
  readonly driving: Readonly<Partial<Record<Contender, Tally>>>;
  readonly unresolved: number;
}

/** While the others watch, offers are made as the limit would, so that none of them has a say. */
const watchedDriver: Contender = 'limit-now';

export function playRun({ familyName, seed, drivers, ablations: withAblations }: Run): RunResult {
  const family = familyNamed(familyName);
  const watched = playDay({ family, seed, driver: watchedDriver, ablations: withAblations });
  let unresolved = watched.unresolved;
  const driving: Partial<Record<Contender, Tally>> = {};
  for (const driver of drivers) {
    const driven = driver === watchedDriver ? watched : playDay({ family, seed, driver });
    driving[driver] = tallyOf(driven.callers, driver);
    unresolved += driven.unresolved;
  }
  const names = withAblations ? everybody : contenders;
  const watching = Object.fromEntries(names.map((name) => [name, tallyOf(watched.callers, name)]));
  return {
    familyName,
    watching: watching as RunResult['watching'],
    driving,
    unresolved,
  };
}

function familyNamed(name: string): Family {
  const family = families.find((candidate) => candidate.name === name);
  if (!family)
    throw new Error(`There is no family ${name}; there are ${families.map((each) => each.name).join(', ')}.`);
  return family;
}
