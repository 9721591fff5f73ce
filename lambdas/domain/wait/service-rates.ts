import type { QueueMemory } from './queue-memory.ts';
import type { QueueStatistics } from './queue-statistics.ts';

/** What is believed before anything has been seen: calls of five minutes, patience of twenty. */
const PRIOR_HANDLE_SECONDS = 300;
const PRIOR_PATIENCE_SECONDS = 20 * 60;
/** Nobody queues to give up sooner than this. */
const LEAST_PATIENCE_SECONDS = 15;
/** The weight of that belief, in calls per agent and in callers who gave up. */
const PRIOR_CALLS_PER_AGENT = 0.3;
const PRIOR_CANCELED = 2;

/** How long a call takes an agent up: ringing, talking and wrapping up. */
export function meanHandleSeconds(memory: QueueMemory, statistics: QueueStatistics): number {
  const calls = Math.max(1, PRIOR_CALLS_PER_AGENT * statistics.availableWorkers);
  const talking = (memory.handledSeconds + calls * PRIOR_HANDLE_SECONDS) / (memory.completed + calls);
  return talking + meanRingingSeconds(memory);
}

export function meanRingingSeconds(memory: QueueMemory): number {
  return memory.ringingSeconds / Math.max(1, memory.accepted);
}

/** How often one caller in line gives up, per second. */
export function abandonmentRate(memory: QueueMemory): number {
  const rate = (memory.canceled + PRIOR_CANCELED) / (memory.waitedSeconds + PRIOR_CANCELED * PRIOR_PATIENCE_SECONDS);
  return Math.min(1 / LEAST_PATIENCE_SECONDS, rate);
}

/** Calls that are finished per second while somebody waits. */
export function serviceRate(memory: QueueMemory, statistics: QueueStatistics): number {
  const agents = Math.max(LEAST_AGENTS, statistics.availableWorkers * memory.servingShare);
  return agents / meanHandleSeconds(memory, statistics);
}

/** With nobody at work somebody will come some time: the wait is long, not endless. */
const LEAST_AGENTS = 0.25;
