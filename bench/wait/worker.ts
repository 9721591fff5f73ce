import { parentPort } from 'node:worker_threads';
import { playRun, type Run } from './runs.ts';

const port = parentPort;
if (!port) throw new Error('worker.ts runs in a worker thread: start bench/wait/main.ts.');
port.on('message', (run: Run) => port.postMessage(playRun(run)));
