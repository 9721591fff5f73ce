import { type Drain, drain, UNSEEN_SECONDS } from './draining-line.ts';
import type { EstimateInputs, WaitEstimate } from './estimate.ts';
import { headArrivedAtMs, type QueueMemory } from './queue-memory.ts';
import { freeAgents, type QueueStatistics } from './queue-statistics.ts';
import { abandonmentRate, meanRingingSeconds, serviceRate } from './service-rates.ts';

/** Standard normal quantiles: spoken, spoken at most, and held against the threshold. */
const QUANTILES = { quote: 0, quoteHigh: 0.67, offer: 0.345 };
/** Missing agents come back as fast as this. */
const RECOVERY_SECONDS = 30 * 60;
/** How far the rates are off. */
const RATE_VARIATION = 0.25;

/**
 * The time until everybody ahead is served or has given up, people at home who will have been called back by then
 * included. In line go with rates c, c + a, c + 2a ...: the queue-length estimator for queues with abandonment of Ibrahim
 * and Whitt, "Real-time delay estimation in overloaded multiserver queues with abandonments", Management Science 55 (2009),
 * with the service rate c and the rate a of giving up learned from TaskRouter's counts.
 */
export function peopleAhead(inputs: EstimateInputs): WaitEstimate {
  const { statistics, callbacks, memory, nowMs } = inputs;
  const free = freeAgents(statistics);
  if (free > statistics.pendingTasks) return { quoteSeconds: 0, quoteHighSeconds: 0, offerSeconds: 0 };
  const rate = serviceRate(memory, statistics);
  const missing = missingShare(memory, statistics);
  const time = drain({
    callers: statistics.pendingTasks - free,
    ahead: statistics.lostCallbackTasks,
    callbacks,
    returns: memory.returns,
    headArrivedAtMs: headArrivedAtMs(statistics, nowMs),
    nowMs,
    abandonmentRate: abandonmentRate(memory),
    newcomersPerSecond: memory.newcomersPerSecond,
    serviceRateAt: (seconds) => rate * (1 + missing * (1 - Math.exp(-seconds / RECOVERY_SECONDS))),
  });
  const unseenDeviation = Math.sqrt(memory.newcomersPerSecond * UNSEEN_SECONDS) / rate;
  return spread(time, unseenDeviation, meanRingingSeconds(memory));
}

/** How many agents, against those at work, are missing from the usual number. */
function missingShare(memory: QueueMemory, { availableWorkers }: QueueStatistics): number {
  return Math.max(0, memory.usualAgents / Math.max(1, availableWorkers) - 1);
}

function spread(time: Drain, unseenDeviation: number, ringing: number): WaitEstimate {
  const byChance = time.seconds / Math.sqrt(time.served);
  const deviation = Math.hypot(byChance, RATE_VARIATION * time.seconds, unseenDeviation);
  const at = (normalQuantile: number) => gammaQuantile(time.seconds, deviation, normalQuantile) + ringing;
  return {
    quoteSeconds: at(QUANTILES.quote),
    quoteHighSeconds: at(QUANTILES.quoteHigh),
    offerSeconds: at(QUANTILES.offer),
  };
}

/** Wilson and Hilferty's approximation: waits are never negative and have a longer tail upwards. */
function gammaQuantile(mean: number, deviation: number, normalQuantile: number): number {
  const ninth = deviation ** 2 / (9 * mean ** 2);
  return mean * Math.max(0, 1 - ninth + normalQuantile * Math.sqrt(ninth)) ** 3;
}
