import { type Ablation, type Contender, everybody } from './contenders.ts';
import type { Family } from './families.ts';
import type { RunResult } from './runs.ts';
import { addTally, emptyTally, type Figures, figuresOf, halfInterval, type Tally } from './score.ts';

export type Mode = 'watching' | 'driving';
export const modes: readonly Mode[] = ['watching', 'driving'];

export interface Ranking extends Figures {
  /** Half of the 95 % interval of the MAE, over the family's runs. */
  readonly maeHalfInterval: number;
}

export type Standings = Partial<Record<Contender | Ablation, Ranking>>;

export interface FamilyResult {
  readonly name: string;
  readonly about: string;
  readonly runs: number;
  readonly watching: Standings;
  readonly driving: Standings;
  /** The default's MAE less the guide's, and half of its 95 % interval, run by run. */
  readonly againstGuide: Record<Mode, { differenceSeconds: number; halfInterval: number }>;
}

export interface Results {
  readonly families: readonly FamilyResult[];
  readonly pooled: Record<Mode, Standings>;
  /** Callers whose wait was not over three hours after the last arrival. */
  readonly unresolved: number;
}

const best: Contender = 'people-ahead';
const yardstick: Contender = 'guide-15-minutes';

export function summarize(families: readonly Family[], all: readonly RunResult[]): Results {
  const runs = all.filter(({ familyName }) => families.some(({ name }) => name === familyName));
  const byFamily = families.map((family) =>
    summarizeFamily(
      family,
      runs.filter((run) => run.familyName === family.name),
    ),
  );
  return {
    families: byFamily,
    pooled: { watching: standings(runs, 'watching'), driving: standings(runs, 'driving') },
    unresolved: runs.reduce((sum, run) => sum + run.unresolved, 0),
  };
}

function summarizeFamily({ name, about }: Family, runs: readonly RunResult[]): FamilyResult {
  return {
    name,
    about,
    runs: runs.length,
    watching: standings(runs, 'watching'),
    driving: standings(runs, 'driving'),
    againstGuide: { watching: againstGuide(runs, 'watching'), driving: againstGuide(runs, 'driving') },
  };
}

function standings(runs: readonly RunResult[], mode: Mode): Standings {
  const present = everybody.filter((name) => tallyIn(runs[0], mode, name) !== undefined);
  return Object.fromEntries(
    present.map((name) => {
      const tallies = runs.flatMap((run) => tallyIn(run, mode, name) ?? []);
      const pooled = emptyTally();
      for (const tally of tallies) addTally(pooled, tally);
      const standing: Ranking = { ...figuresOf(pooled), maeHalfInterval: halfInterval(tallies.map(meanError)) };
      return [name, standing];
    }),
  );
}

/** Nobody drives without an idea. */
function tallyIn(run: RunResult | undefined, mode: Mode, name: Contender | Ablation): Tally | undefined {
  const tallies: Partial<Record<Contender | Ablation, Tally>> | undefined = run?.[mode];
  return tallies?.[name];
}

function againstGuide(runs: readonly RunResult[], mode: Mode) {
  const differences = runs.flatMap((run) => {
    const [ours, guides] = [run[mode][best], run[mode][yardstick]];
    return ours && guides ? [meanError(ours) - meanError(guides)] : [];
  });
  const sum = differences.reduce((total, value) => total + value, 0);
  return { differenceSeconds: sum / Math.max(1, differences.length), halfInterval: halfInterval(differences) };
}

function meanError(tally: Tally): number {
  return tally.absoluteError / Math.max(1, tally.callers);
}
