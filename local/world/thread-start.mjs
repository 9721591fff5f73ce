import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// Node below 24 does not read TypeScript in a worker thread by itself.
register();
await import(workerData);
