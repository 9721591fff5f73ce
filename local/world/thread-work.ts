import { parentPort } from 'node:worker_threads';

/** Answers each job of `doOnThreads` in the thread that it has started. */
export function workOnThread<Job, Result>(work: (job: Job) => Result): void {
  const port = parentPort;
  if (!port) throw new Error('This module runs in a worker thread: see doOnThreads.');
  port.on('message', (job: Job) => port.postMessage(work(job)));
}
