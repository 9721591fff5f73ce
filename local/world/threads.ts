import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

interface Threads<Result> {
  /** The module that answers each job with one message; TypeScript, too. */
  script: URL;
  /** As many as there are processors, unless given. */
  threads?: number;
  onResult?: (result: Result, job: number) => void;
  /** Ends everything at once. */
  signal?: AbortSignal;
}

/** Does the jobs on worker threads, each of which takes the next as soon as it is through with one; results in the jobs' order. */
export async function doOnThreads<Job, Result>(
  jobs: readonly Job[],
  { script, threads = availableParallelism(), onResult, signal }: Threads<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./thread-start.mjs', import.meta.url), { workerData: script.href });
      const end = () => worker.terminate().then(() => resolve(), reject);
      let job = 0;
      const take = () => {
        job = next;
        next += 1;
        if (job >= jobs.length || signal?.aborted) void end();
        else worker.postMessage(jobs[job]);
      };
      signal?.addEventListener('abort', () => void end(), { once: true });
      worker.on('error', reject);
      worker.on('message', (result: Result) => {
        results[job] = result;
        onResult?.(result, job);
        take();
      });
      take();
    });
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work));
  signal?.throwIfAborted();
  return results;
}
