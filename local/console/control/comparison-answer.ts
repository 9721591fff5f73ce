import { availableParallelism } from 'node:os';
import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import { doOnThreads } from '../../world/threads.ts';
import type { PlayedDay } from '../comparison/compared-day.ts';
import { type Comparison, comparisonOf, daysToPlay } from '../comparison/comparison.ts';
import type { DayOptions } from '../comparison/modelled-day.ts';
import type { PlannedComparison } from './comparison.ts';

export interface ComparisonAnswer extends Comparison {
  assumptions: PlannedComparison['assumptions'];
  /** What was read from a file, where the calls are one's own. */
  ownCalls?: PlannedComparison['ownCalls'];
}

/** A line of the answer of which the last one is the result. */
export type ComparisonLine = ComparisonProgress | ComparisonAnswer | { error: string; do: string };

export interface ComparisonProgress {
  played: number;
  of: number;
}

/** Told line by line, as they are played, to who asks for that; everybody else gets the result alone. */
const LINES = 'application/x-ndjson';

export function answerComparison(c: Context, planned: PlannedComparison): Response | Promise<Response> {
  if (c.req.header('accept') !== LINES) return play(planned, {}).then((answer) => c.json(answer));
  c.header('content-type', LINES);
  return stream(c, async (out) => {
    const leaving = new AbortController();
    out.onAbort(() => leaving.abort());
    const tell = (line: ComparisonLine) => out.writeln(JSON.stringify(line));
    try {
      await tell(await play(planned, { signal: leaving.signal, onProgress: (progress) => void tell(progress) }));
    } catch (error) {
      if (leaving.signal.aborted) return;
      await tell({ error: `The days could not be played: ${(error as Error).message}`, do: 'Try again.' });
    }
  });
}

interface Follow {
  signal?: AbortSignal;
  onProgress?(progress: ComparisonProgress): void;
}

/** On threads of their own, so that the contact centre goes on meanwhile; one processor is left to it. */
async function play({ assumptions, ownCalls, options }: PlannedComparison, follow: Follow): Promise<ComparisonAnswer> {
  const days = daysToPlay(options);
  let played = 0;
  const results = await doOnThreads<DayOptions, PlayedDay>(days, {
    script: new URL('../comparison/worker.ts', import.meta.url),
    threads: Math.max(1, availableParallelism() - 1),
    onResult: () => {
      played += 1;
      follow.onProgress?.({ played, of: days.length });
    },
    ...(follow.signal && { signal: follow.signal }),
  });
  return { assumptions, ownCalls, ...comparisonOf(options.policies, results) };
}
