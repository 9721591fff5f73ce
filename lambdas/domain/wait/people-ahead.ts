import { type Drain, type DrainingLine, drain, LONGEST_SECONDS } from './draining-line.ts';
import type { EstimateInputs, WaitEstimate, WhenInDoubt } from './estimate.ts';
import { expectedAgents } from './expected-agents.ts';
import { overtakingOf } from './promises.ts';
import { FADE_SECONDS, headArrivedAtMs } from './queue-memory.ts';
import { freeAgents } from './queue-statistics.ts';
import { abandonmentRate, meanHandleSeconds, meanRingingSeconds } from './service-rates.ts';

/** Standard normal quantiles: half of the callers wait less than what is spoken, five in six less than the end of a range. */
const QUOTE = 0;
const QUOTE_HIGH = 1;
/** What is held against the threshold. The higher, the fewer long waits are missed, and the more offers find a short one. */
const OFFER: Record<WhenInDoubt, number> = { offer: 1.65, balanced: 1, queue: 0.35 };
/** How far the rates are off. */
const RATE_VARIATION = 0.25;
/** With nobody at work somebody will come some time: the wait is long, not endless. */
const LEAST_AGENTS = 0.25;

/**
 * The time until everybody ahead is served or has given up, people at home who will have been called back by then
 * included. In line go with rates c, c + a, c + 2a ...: the queue-length estimator for queues with abandonment (QLm) of Ibrahim
 * and Whitt, "Real-time delay estimation in overloaded multiserver queues with abandonments", Management Science 55 (2009),
 * with the service rate c and the rate a of giving up learned from TaskRouter's counts.
 */
export function peopleAhead(inputs: EstimateInputs): WaitEstimate {
  const { statistics, memory, whenInDoubt } = inputs;
  const ringing = meanRingingSeconds(memory);
  if (freeAgents(statistics) > statistics.pendingTasks) {
    return { quoteSeconds: ringing, quoteHighSeconds: ringing, offerSeconds: ringing };
  }
  return spread(drain(lineAhead(inputs)), { ringing, offer: OFFER[whenInDoubt] });
}

/** Everybody ahead of a caller who comes now, and how fast it goes. */
export function lineAhead(inputs: EstimateInputs): DrainingLine {
  const { statistics, callbacks, memory, nowMs } = inputs;
  const agentsAt = expectedAgents(inputs);
  const handleSeconds = meanHandleSeconds(memory);
  const share = memory.servingShare * (1 - memory.prioritizedShare);
  return {
    callers: statistics.pendingTasks - freeAgents(statistics),
    ahead: statistics.lostCallbackTasks,
    callbacks,
    returns: memory.returns,
    headArrivedAtMs: headArrivedAtMs(statistics, nowMs),
    nowMs,
    abandonmentRate: abandonmentRate(memory),
    overtaking: overtakingOf(memory.promises, FADE_SECONDS),
    serviceRateAt: (seconds) => Math.max(LEAST_AGENTS, agentsAt(seconds) * share) / handleSeconds,
  };
}

function spread({ seconds, served }: Drain, { ringing, offer }: { ringing: number; offer: number }): WaitEstimate {
  if (seconds >= LONGEST_SECONDS) return { quoteSeconds: seconds, quoteHighSeconds: seconds, offerSeconds: seconds };
  const variation = Math.hypot(1 / Math.sqrt(served), RATE_VARIATION);
  const at = (normalQuantile: number) =>
    Math.min(LONGEST_SECONDS, seconds * gammaQuantile(variation, normalQuantile) + ringing);
  return {
    quoteSeconds: at(QUOTE),
    quoteHighSeconds: at(QUOTE_HIGH),
    offerSeconds: at(offer),
  };
}

/**
 * Of a gamma distribution with mean 1, by Wilson and Hilferty's approximation ("The distribution of chi-square", 1931): the cube root of a
 * gamma variable is almost normal. Waits are never negative and have a longer tail upwards.
 */
function gammaQuantile(variation: number, normalQuantile: number): number {
  const ninth = variation ** 2 / 9;
  return Math.max(0, 1 - ninth + normalQuantile * Math.sqrt(ninth)) ** 3;
}
