import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from './figures.ts';
import type { Goal } from './goals.ts';
import type { PipelineCost } from './pipeline.ts';

/** What `--json` writes, and `bench/cold/recorded.json` keeps of a run. */
export interface Results {
  /** The machine, and how busy it was: processes that ran or waited for a processor, over a minute, before and after. */
  machine: { processors: string; loadBefore: number; loadAfter: number };
  /** Without it, the first answers had whole processors. */
  hasCpuShare: boolean;
  figures: Figures[];
  pipeline: PipelineCost;
  zippedKb: number;
  goals: Goal[];
}

const RECORDED = join(import.meta.dirname, 'recorded.json');

/** The run that the docs and the picture speak of: `npm run bench:cold -- --json bench/cold/recorded.json`. */
export function recordedResults(): Results {
  return JSON.parse(readFileSync(RECORDED, 'utf8'));
}
