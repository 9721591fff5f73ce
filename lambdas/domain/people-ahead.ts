import { freeAgents } from './queue-statistics.ts';
import { abandonmentRate, meanRingingSeconds, serviceRate } from './service-rates.ts';
import type { EstimateInputs, WaitEstimate, WaitingCallback } from './wait-estimate.ts';

interface Line {
  /** Served before the new caller. */
  callers: number;
  callbacks: number;
  /** Calls finished per second, and callers giving up per second and head. */
  serviceRate: number;
  abandonmentRate: number;
}

/**
 * The time until everybody ahead is served or has given up, people waiting at home included. Callers in line go with rates
 * c, c + a, c + 2a ...: the QLm estimator of Ibrahim and Whitt (2009) for queues with abandonment, in closed form.
 */
export function peopleAhead(inputs: EstimateInputs): WaitEstimate {
  return unadjustedWait(inputs);
}

export function unadjustedWait(inputs: EstimateInputs): WaitEstimate {
  const { statistics, memory } = inputs;
  const rates = { serviceRate: serviceRate(memory, statistics), abandonmentRate: abandonmentRate(memory) };
  const free = freeAgents(statistics);
  let wait = { mean: 0, variance: 0 };
  for (let round = 0; round < 20; round += 1) {
    const callbacks = callbacksBefore(inputs.callbacks, inputs.nowMs + wait.mean * 1000, inputs.nowMs);
    const ahead = statistics.pendingTasks + callbacks - free;
    if (ahead < 0) return { quoteSeconds: 0, quoteHighSeconds: 0, offerSeconds: 0 };
    const next = drain({
      callers: Math.min(statistics.pendingTasks, ahead),
      callbacks: Math.max(0, callbacks - free),
      ...rates,
    });
    if (next.mean <= wait.mean + 1) break;
    wait = next;
  }
  const deviation = Math.sqrt(wait.variance + (0.25 * wait.mean) ** 2 + 15 ** 2);
  const mean = wait.mean + meanRingingSeconds(memory);
  return {
    quoteSeconds: mean,
    quoteHighSeconds: mean + 0.67 * deviation,
    offerSeconds: mean + 0.67 * deviation,
  };
}

/** People at home who are called back before that moment; who is long overdue will hardly be called any more. */
function callbacksBefore(callbacks: readonly WaitingCallback[], atMs: number, nowMs: number): number {
  let count = 0;
  for (const { dueAtMs } of callbacks) {
    if (dueAtMs <= atMs) count += 0.5 ** (Math.max(0, nowMs - dueAtMs - 60_000) / 300_000);
  }
  return count;
}

function drain({ callers, callbacks, serviceRate: c, abandonmentRate: a }: Line): { mean: number; variance: number } {
  const callbackSeconds = callbacks / c;
  const left = callers * Math.exp(-a * callbackSeconds);
  const first = c + a / 2;
  const mean = callbackSeconds + 1 / c + Math.log1p((a * left) / first) / a;
  const variance = callbacks / c ** 2 + 1 / c ** 2 + left / (first * (first + a * left));
  return { mean, variance };
}
