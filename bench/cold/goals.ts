import { ratioOf, type Series } from './figures.ts';
import type { PipelineCost } from './pipeline.ts';

/** A ratio that is wanted, and the one above which `--gate` fails. */
export interface Goal {
  what: string;
  /** The median over the rounds. `NaN` where a variant was left out. */
  median: number;
  /** Of the least of all rounds, which a busy machine changes least. */
  ofLeast: number;
  goal: number;
  gate: number;
}

/** A slower start raises both figures; one lucky or unlucky round of the bare handler's raises one. */
export function isAboveGate({ median, ofLeast, gate }: Goal): boolean {
  return Math.min(median, ofLeast) > gate;
}

export function goalsOf(all: readonly Series[], others: { pipeline: PipelineCost; zippedKb: number }): Goal[] {
  const cpu = (variant: string, to: string) => ratioOf(all, { variant, to, measure: 'answeredCpuMs' });
  const first = (variant: string) => ratioOf(all, { variant, to: 'bare', measure: 'firstMs' });
  const exactly = (value: number) => ({ median: value, ofLeast: value });
  return [
    { what: 'CPU to the first answer / bare: hold', ...cpu('hold, 1', 'bare'), goal: 2.7, gate: 4 },
    { what: 'the same: incoming-call', ...cpu('incoming-call, 1', 'bare'), goal: 2.8, gate: 4.1 },
    { what: 'hold / the leanest with the SDK', ...cpu('hold, 1', 'leanest'), goal: 1.1, gate: 1.4 },
    { what: "hold / the guide's code", ...cpu('hold, 1', 'guide'), goal: 0.45, gate: 0.64 },
    { what: '300 queues / 1 queue: hold', ...cpu('hold, 300', 'hold, 1'), goal: 1.1, gate: 1.25 },
    { what: 'first answer, wall time / bare: hold', ...first('hold, 1'), goal: 2, gate: 6 },
    { what: 'the same: incoming-call', ...first('incoming-call, 1'), goal: 4, gate: 12 },
    { what: 'pipeline / HMAC-SHA1 of 1 KB', ...others.pipeline.ratio, goal: 15, gate: 25 },
    { what: 'voice bundle, zipped, KB', ...exactly(others.zippedKb), goal: 130, gate: 130 },
  ];
}
