import type { WaitingCallback } from './callback-returns.ts';
import { type CallbackReturns, learnReturns, nothingLearned } from './callback-returns.ts';
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
  /** Available agents as usual in the last hour. */
  usualAgents: number;
  /** Who takes a place in line, there or at home. */
  newcomersPerSecond: number;
  /** Callbacks that came in the last five minutes, roughly. */
  returnedLately: number;
  returns: CallbackReturns;
  /** What the default estimator said of this sample. */
  forecastSeconds: number;
}

const FADE_SECONDS = 40 * 60;
/** Of each sample in the share of those who serve: ten minutes' memory. */
const SHARE_WEIGHT = 0.1;
const USUAL_SECONDS = 60 * 60;
const NEWCOMERS_SECONDS = 5 * 60;
const WINDOW_SECONDS = 5 * 60;
/** Longer gaps between samples leave no trace: nobody knows what happened in them. */
const LONGEST_STEP_SECONDS = 5 * 60;
const NEVER_NOBODY = 0.05;
/** Somebody who has waited as long as this has not just arrived. */
const NO_MOMENT_SECONDS = 15;

export interface QueueSample {
  statistics: QueueStatistics;
  callbacks: readonly WaitingCallback[];
  nowMs: number;
}

/** The memory with one more sample in it; without a previous one it starts from what TaskRouter's longer windows tell. */
export function remember(sample: QueueSample, previous: QueueMemory | undefined): QueueMemory {
  const { statistics, nowMs } = sample;
  const before = previous ?? firstMemory(statistics, nowMs);
  const seconds = Math.min(LONGEST_STEP_SECONDS, Math.max(0, (nowMs - before.atMs) / 1000));
  const fade = Math.exp(-seconds / FADE_SECONDS);
  const window = seconds / WINDOW_SECONDS;
  const returns = learnReturns(
    before.returns,
    { ...sample, headArrivedAtMs: headArrivedAtMs(statistics, nowMs) },
    seconds,
  );
  const returnedLately = before.returnedLately * Math.exp(-window) + returns.cameBack;
  const talking = talkingAgents(statistics);
  const talkingBefore = talking - statistics.acceptedInLast5Minutes + statistics.completedInLast5Minutes;
  return {
    ...before,
    atMs: nowMs,
    handledSeconds: before.handledSeconds * fade + (seconds * (talking + Math.max(0, talkingBefore))) / 2,
    completed: before.completed * fade + statistics.completedInLast5Minutes * window,
    ringingSeconds: before.ringingSeconds * fade + statistics.reservedTasks * seconds,
    accepted: before.accepted * fade + statistics.acceptedInLast5Minutes * window,
    waitedSeconds: before.waitedSeconds * fade + statistics.pendingTasks * seconds,
    canceled: before.canceled * fade + statistics.canceledInLast5Minutes * window,
    usualAgents: towards(before.usualAgents, statistics.availableWorkers, seconds / USUAL_SECONDS),
    newcomersPerSecond: towards(
      before.newcomersPerSecond,
      newcomersPerSecond(sample, returnedLately),
      seconds / NEWCOMERS_SECONDS,
    ),
    returnedLately,
    returns,
  };
}

/** Callers who entered the queue, and those who accepted a callback instead; not who came back, whose place is older. */
function newcomersPerSecond({ statistics, callbacks, nowMs }: QueueSample, returnedLately: number): number {
  const callers = Math.max(0, statistics.enteredInLast5Minutes - returnedLately);
  const atHome = callbacks.filter(({ acceptedAtMs }) => nowMs - acceptedAtMs < WINDOW_SECONDS * 1000).length;
  return (callers + atHome) / WINDOW_SECONDS;
}

/** What this sample's estimates must not know yet, so that they only grow with the queue. */
export function rememberForNext(
  memory: QueueMemory,
  statistics: QueueStatistics,
  forecastSeconds: number,
): QueueMemory {
  return {
    ...memory,
    servingShare: servingShare(statistics, memory.servingShare),
    forecastSeconds: Math.round(forecastSeconds),
  };
}

export function headArrivedAtMs(statistics: QueueStatistics, nowMs: number): number {
  return nowMs - statistics.longestTaskWaitingSeconds * 1000;
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
    usualAgents: statistics.availableWorkers,
    newcomersPerSecond: statistics.enteredInLast5Minutes / WINDOW_SECONDS,
    returnedLately: 0,
    returns: nothingLearned,
    forecastSeconds: 0,
  };
}

function talkingAgents(statistics: QueueStatistics): number {
  return statistics.assignedTasks + statistics.wrappingTasks;
}

/** While callers wait, the agents that serve this queue are busy; idle agents serve another queue or none. */
function servingShare(statistics: QueueStatistics, before: number): number {
  const { pendingTasks, longestTaskWaitingSeconds, availableWorkers } = statistics;
  if (pendingTasks === 0 || longestTaskWaitingSeconds < NO_MOMENT_SECONDS || availableWorkers === 0) return before;
  const share = Math.min(1, busyAgents(statistics) / availableWorkers);
  return Math.max(NEVER_NOBODY, before + (share - before) * SHARE_WEIGHT);
}

function towards(before: number, now: number, times: number): number {
  return before + (now - before) * (1 - Math.exp(-times));
}
