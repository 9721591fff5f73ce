import { busyAgents, type QueueStatistics } from './queue-statistics.ts';

/**
 * What the sampler remembers of a queue from minute to minute, carried in the snapshot. Sums fade, so that what was an
 * hour ago counts little; the size is bounded.
 */
export interface QueueMemory {
  atMs: number;
  /** Seconds that agents spent talking and wrapping up, and calls completed in that time. */
  handledSeconds: number;
  completed: number;
  /** Seconds that phones rang, and calls accepted in that time. */
  ringingSeconds: number;
  accepted: number;
  /** Seconds that callers waited in line, and how many of them gave up. */
  waitedSeconds: number;
  canceled: number;
  /** The part of the available agents that really serves this queue while it has callers waiting. */
  servingShare: number;
  /** What was forecast for a new caller, one value a minute, the newest first. */
  forecasts: number[];
}

const FADE_SECONDS = 40 * 60;
const SHARE_SECONDS = 10 * 60;
/** Longer gaps between samples leave no trace: nobody knows what happened in them. */
const LONGEST_STEP_SECONDS = 5 * 60;
/** Who waits longer than this lived through another day; also bounds the snapshot's size. */
const FORECASTS_KEPT = 60;
const NEVER_NOBODY = 0.05;

/** The memory with one more sample in it; without a previous one it starts from what TaskRouter's longer windows tell. */
export function remember(statistics: QueueStatistics, previous: QueueMemory | undefined, nowMs: number): QueueMemory {
  const before = previous ?? firstMemory(statistics, nowMs);
  const seconds = Math.min(LONGEST_STEP_SECONDS, Math.max(0, (nowMs - before.atMs) / 1000));
  const fade = Math.exp(-seconds / FADE_SECONDS);
  const window = seconds / 300;
  const talking = talkingAgents(statistics);
  const talkingBefore = talking - statistics.acceptedInLast5Minutes + statistics.completedInLast5Minutes;
  return {
    atMs: nowMs,
    handledSeconds: before.handledSeconds * fade + (seconds * (talking + Math.max(0, talkingBefore))) / 2,
    completed: before.completed * fade + statistics.completedInLast5Minutes * window,
    ringingSeconds: before.ringingSeconds * fade + statistics.reservedTasks * seconds,
    accepted: before.accepted * fade + statistics.acceptedInLast5Minutes * window,
    waitedSeconds: before.waitedSeconds * fade + statistics.pendingTasks * seconds,
    canceled: before.canceled * fade + statistics.canceledInLast5Minutes * window,
    servingShare: servingShare(statistics, before.servingShare, seconds),
    forecasts: before.forecasts,
  };
}

export function withForecast(memory: QueueMemory, forecastSeconds: number): QueueMemory {
  return { ...memory, forecasts: [Math.round(forecastSeconds), ...memory.forecasts].slice(0, FORECASTS_KEPT) };
}

/** How many were talking before each window follows from how many talk now and who came and went since. */
function firstMemory(statistics: QueueStatistics, nowMs: number): QueueMemory {
  const talking = talkingAgents(statistics);
  const { acceptedInLast5Minutes, acceptedInLast15Minutes, acceptedInLast60Minutes } = statistics;
  const ago5 = Math.max(0, talking - acceptedInLast5Minutes + statistics.completedInLast5Minutes);
  const ago15 = Math.max(0, talking - acceptedInLast15Minutes + statistics.completedInLast15Minutes);
  const ago60 = Math.max(0, talking - acceptedInLast60Minutes + statistics.completedInLast60Minutes);
  return {
    atMs: nowMs,
    handledSeconds: (300 * (talking + ago5) + 600 * (ago5 + ago15) + 2700 * (ago15 + ago60)) / 2,
    completed: statistics.completedInLast60Minutes,
    ringingSeconds: 0,
    accepted: 0,
    waitedSeconds: 0,
    canceled: 0,
    servingShare: 1,
    forecasts: [],
  };
}

function talkingAgents(statistics: QueueStatistics): number {
  return statistics.assignedTasks + statistics.wrappingTasks;
}

/** While somebody waits, whoever serves this queue is busy with it; who is not, serves another or nobody. */
function servingShare(statistics: QueueStatistics, before: number, seconds: number): number {
  const { pendingTasks, longestTaskWaitingSeconds, availableWorkers } = statistics;
  if (pendingTasks === 0 || longestTaskWaitingSeconds < 15 || availableWorkers === 0) return before;
  const share = Math.min(1, busyAgents(statistics) / availableWorkers);
  return Math.max(NEVER_NOBODY, before + (share - before) * (1 - Math.exp(-seconds / SHARE_SECONDS)));
}
