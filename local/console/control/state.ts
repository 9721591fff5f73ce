import { listCalls } from './calls.ts';
import { showClock } from './clock.ts';
import type { Controls } from './controls.ts';
import { listFaults } from './faults.ts';
import { showMindful } from './mindful.ts';
import { showQueue } from './queues.ts';

/** Log lines of the functions that are shown. */
const LOG_LINES = 50;

/** Everything at a glance. */
export async function showState(controls: Controls) {
  const { floors, sampling, logs, mindful, faults, table } = controls;
  return {
    clock: showClock(controls),
    queues: await Promise.all([...floors.keys()].map((name) => showQueue(controls, name))),
    calls: listCalls(controls),
    mindful: showMindful(mindful),
    faults: listFaults(faults),
    sampler: sampling.last ?? null,
    table,
    log: logs.latest(LOG_LINES),
  };
}
