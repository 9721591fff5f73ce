import type { QueueMemory } from './queue-memory.ts';

/** What is believed before anything has been seen, worth one call: calls of five minutes, patience of twenty. */
const PRIOR_HANDLE_SECONDS = 300;
const PRIOR_PATIENCE_SECONDS = 20 * 60;

/** How long a call takes an agent up: ringing, talking and wrapping up. */
export function meanHandleSeconds(memory: QueueMemory): number {
  const talking = (memory.handledSeconds + PRIOR_HANDLE_SECONDS) / (memory.completed + 1);
  return talking + meanRingingSeconds(memory);
}

export function meanRingingSeconds(memory: QueueMemory): number {
  return memory.ringingSeconds / Math.max(1, memory.accepted);
}

/** How often one caller in line gives up, per second. */
export function abandonmentRate(memory: QueueMemory): number {
  return (memory.canceled + 1) / (memory.waitedSeconds + PRIOR_PATIENCE_SECONDS);
}
