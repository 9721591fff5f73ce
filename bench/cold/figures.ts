import { median, type Sample } from './sample.ts';

/** One variant at one size of memory: a sample from each round. */
export interface Series {
  variant: string;
  memoryMegabytes: number;
  samples: Sample[];
}

type Measure = keyof Sample | 'coldMs';

/** Medians over the rounds. */
export interface Figures extends Record<Measure, number> {
  variant: string;
  memoryMegabytes: number;
  rounds: number;
  /** The quartiles of the processors' time until the first answer, in multiples of the bare handler's of the same round. */
  cpuRatio: { low: number; median: number; high: number };
  /** The least of all rounds: other processes on the machine can only add to it. */
  leastCpuMs: number;
}

export const DEPLOYED_MEGABYTES = 1024;

export function figuresOf(all: readonly Series[]): Figures[] {
  return all.map((series) => {
    const { variant, memoryMegabytes, samples } = series;
    const names = Object.keys(samples[0] ?? {}) as (keyof Sample)[];
    const medians = Object.fromEntries(names.map((name) => [name, median(samples.map((sample) => sample[name]))]));
    const ratios = ratiosOf(all, series, 'bare', 'answeredCpuMs').sort((one, other) => one - other);
    const at = (share: number) => ratios[Math.floor(ratios.length * share)] ?? Number.NaN;
    return {
      ...{ variant, memoryMegabytes, rounds: samples.length, ...(medians as Record<keyof Sample, number>) },
      leastCpuMs: leastOf(series, 'answeredCpuMs'),
      coldMs: median(samples.map(({ initMs, firstMs }) => initMs + firstMs)),
      cpuRatio: { low: at(0.25), median: at(0.5), high: at(0.75) },
    };
  });
}

/** How many times as much as another variant: the median over the rounds, and the least of the one over the least of the other. */
export function ratioOf(
  all: readonly Series[],
  { variant, to, measure }: RatioWanted,
): { median: number; ofLeast: number } {
  const find = (name: string) => all.find((one) => one.variant === name && one.memoryMegabytes === DEPLOYED_MEGABYTES);
  const [series, other] = [find(variant), find(to)];
  if (!series || !other) return { median: Number.NaN, ofLeast: Number.NaN };
  return {
    median: median(ratiosOf(all, series, to, measure)),
    ofLeast: leastOf(series, measure) / leastOf(other, measure),
  };
}

interface RatioWanted {
  variant: string;
  to: string;
  measure: keyof Sample;
}

function leastOf({ samples }: Series, measure: keyof Sample): number {
  return Math.min(...samples.map((sample) => sample[measure]));
}

function ratiosOf(all: readonly Series[], series: Series, to: string, measure: keyof Sample): number[] {
  const other = all.find((one) => one.variant === to && one.memoryMegabytes === series.memoryMegabytes);
  return series.samples.map((sample, round) => sample[measure] / (other?.samples[round]?.[measure] ?? Number.NaN));
}
