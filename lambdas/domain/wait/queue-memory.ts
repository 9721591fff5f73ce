import { type CallbackReturns, learnReturns, nothingLearned, type WaitingCallback } from './callback-returns.ts';
import { learnPromises, noPromises, type Promises } from './promises.ts';
import { busyAgents, MATCHING_SECONDS, type QueueStatistics } from './queue-statistics.ts';
import { isSameQuarter } from './roster-memory.ts';

/**
 * What the sampler remembers of a queue from minute to minute, carried in the snapshot. Sums fade, so that what was hours ago counts
 * little; the size is bounded.
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
  /** The part of the work that goes to callers of a higher priority. */
  prioritizedShare: number;
  /** Available agents as usual in the last hour. */
  usualAgents: number;
  /** Of this quarter of an hour: how much of it was seen, and the agents of each second in it. */
  quarterSeconds: number;
  quarterAgentSeconds: number;
  /** Callbacks that came in the last five minutes, roughly. */
  returnedLately: number;
  returns: CallbackReturns;
  promises: Promises;
  /** What this sample's callers are told. */
  forecastSeconds: number;
}

/** Of every sum, `e^-1` is left after this time. */
export const FADE_SECONDS = 60 * 60;
/** TaskRouter's shortest window that has enough calls in it; also the memory of what changes as fast. */
const WINDOW_SECONDS = 5 * 60;
/** A longer gap between samples leaves no trace: nobody knows what happened in it. */
const LONGEST_STEP_SECONDS = 5 * 60;

export interface QueueSample {
  statistics: QueueStatistics;
  callbacks: readonly WaitingCallback[];
  nowMs: number;
}

/** The memory with one more sample in it; without a previous one it starts from what TaskRouter's window tells. */
export function remember(sample: QueueSample, previous: QueueMemory | undefined): QueueMemory {
  const { statistics, nowMs } = sample;
  const before = previous ?? firstMemory(statistics, nowMs);
  const seconds = knownSeconds(before, nowMs);
  const fade = Math.exp(-seconds / FADE_SECONDS);
  const window = seconds / WINDOW_SECONDS;
  const quarter = isSameQuarter(before.atMs, nowMs) ? before : { quarterSeconds: 0, quarterAgentSeconds: 0 };
  const returns = learnReturns(
    before.returns,
    { ...sample, headArrivedAtMs: headArrivedAtMs(statistics, nowMs) },
    { seconds, fade },
  );
  return {
    ...before,
    atMs: nowMs,
    handledSeconds: before.handledSeconds * fade + seconds * agentsTalking(statistics),
    completed: before.completed * fade + statistics.completedInLast5Minutes * window,
    ringingSeconds: before.ringingSeconds * fade + statistics.reservedTasks * seconds,
    accepted: before.accepted * fade + statistics.acceptedInLast5Minutes * window,
    waitedSeconds: before.waitedSeconds * fade + statistics.pendingTasks * seconds,
    canceled: before.canceled * fade + statistics.canceledInLast5Minutes * window,
    usualAgents: towards(before.usualAgents, statistics.availableWorkers, seconds / FADE_SECONDS),
    quarterSeconds: quarter.quarterSeconds + seconds,
    quarterAgentSeconds: quarter.quarterAgentSeconds + seconds * statistics.availableWorkers,
    returnedLately: before.returnedLately * Math.exp(-window) + returns.cameBack,
    returns,
  };
}

/** What this sample's estimates must not know yet, so that they only grow with the queue. */
export function rememberForNext(
  memory: QueueMemory,
  { statistics, callbacks, nowMs }: QueueSample,
  { previous, forecastSeconds }: { previous: QueueMemory | undefined; forecastSeconds: number },
): QueueMemory {
  const seconds = knownSeconds(previous ?? memory, nowMs);
  return {
    ...memory,
    servingShare: towards(
      memory.servingShare,
      servingShare(statistics) ?? memory.servingShare,
      seconds / WINDOW_SECONDS,
    ),
    prioritizedShare: towards(memory.prioritizedShare, prioritizedShare(statistics, memory), seconds / WINDOW_SECONDS),
    promises: learnPromises(
      memory.promises,
      { callbacks, estimateSeconds: memory.forecastSeconds, sinceMs: nowMs - seconds * 1000, nowMs },
      Math.exp(-seconds / FADE_SECONDS),
    ),
    forecastSeconds: Math.round(forecastSeconds),
  };
}

export function headArrivedAtMs(statistics: QueueStatistics, nowMs: number): number {
  return nowMs - statistics.longestTaskWaitingSeconds * 1000;
}

/** The time since the sample before, in which what both have seen went on; 0 after a gap. */
function knownSeconds(before: QueueMemory, nowMs: number): number {
  const seconds = (nowMs - before.atMs) / 1000;
  return seconds > LONGEST_STEP_SECONDS ? 0 : Math.max(0, seconds);
}

function firstMemory(statistics: QueueStatistics, nowMs: number): QueueMemory {
  return {
    atMs: nowMs,
    handledSeconds: WINDOW_SECONDS * agentsTalking(statistics),
    completed: statistics.completedInLast5Minutes,
    ringingSeconds: 0,
    accepted: 0,
    waitedSeconds: 0,
    canceled: 0,
    servingShare: 1,
    prioritizedShare: 0,
    usualAgents: statistics.availableWorkers,
    quarterSeconds: 0,
    quarterAgentSeconds: 0,
    returnedLately: 0,
    returns: nothingLearned,
    promises: noPromises,
    forecastSeconds: 0,
  };
}

/** On average over the window. How many were talking at its beginning follows from how many talk now and who came and went since. */
function agentsTalking({ assignedTasks, wrappingTasks, ...last }: QueueStatistics): number {
  const now = assignedTasks + wrappingTasks;
  return (now + Math.max(0, now - last.acceptedInLast5Minutes + last.completedInLast5Minutes)) / 2;
}

/** While callers wait, the agents that serve this queue are busy; idle agents serve another queue or none. */
function servingShare(statistics: QueueStatistics): number | undefined {
  const { pendingTasks, longestTaskWaitingSeconds, availableWorkers } = statistics;
  if (pendingTasks === 0 || longestTaskWaitingSeconds < MATCHING_SECONDS || availableWorkers === 0) return undefined;
  return Math.min(1, busyAgents(statistics) / availableWorkers);
}

/**
 * If everybody were served in turn, those accepted lately would have waited about as long as the head of the line has. If a part f of them
 * went ahead after hardly any wait, the average is (1 - f) of that. Return calls do so as well and are counted elsewhere. While a line
 * grows, the average lags behind the head by up to a half, so only what is beyond counts.
 */
function prioritizedShare(statistics: QueueStatistics, { returnedLately }: QueueMemory): number {
  const { pendingTasks, longestTaskWaitingSeconds, averageAcceptanceSeconds, acceptedInLast5Minutes } = statistics;
  const isHeadOlder = pendingTasks > 0 && longestTaskWaitingSeconds >= WINDOW_SECONDS;
  if (!isHeadOlder || acceptedInLast5Minutes === 0) return 0;
  const returns = Math.min(1, returnedLately / acceptedInLast5Minutes);
  return Math.max(0, 2 * (1 - averageAcceptanceSeconds / longestTaskWaitingSeconds - returns) - 1);
}

function towards(before: number, now: number, times: number): number {
  return before + (now - before) * (1 - Math.exp(-times));
}
