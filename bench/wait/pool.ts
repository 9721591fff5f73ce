import { Worker } from 'node:worker_threads';
import type { Run, RunResult } from './runs.ts';

interface Pool {
  readonly threads: number;
  readonly onResult: (result: RunResult) => void;
}

/** Plays the runs on worker threads, each of which takes the next run as soon as it is through with one. */
export async function playRuns(runs: readonly Run[], { threads, onResult }: Pool): Promise<void> {
  const waiting = [...runs];
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./worker-start.mjs', import.meta.url));
      const next = () => {
        const run = waiting.shift();
        if (run) worker.postMessage(run);
        else worker.terminate().then(() => resolve(), reject);
      };
      worker.on('error', reject);
      worker.on('message', (result: RunResult) => {
        onResult(result);
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: threads }, work));
}
