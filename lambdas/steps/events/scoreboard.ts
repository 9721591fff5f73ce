import type { EstimatorName } from '../../domain/queue-config.ts';
import { keepsQuote } from '../../domain/quote.ts';
import type { TaskEstimates } from '../../domain/task/task-attributes.ts';
import type { TaskRouterEvent } from '../../domain/task/task-event.ts';
import type { LogProperties } from '../../log/log-line.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';

interface Score {
  measurements: Measurement[];
  log: LogProperties;
}

/**
 * Compares what an ordinary caller really waited with what was said and estimated. Of a transferred task only the first
 * answer counts. A caller who holds until an agent comes is more often one with a short wait: `weight`, one over the probability of
 * holding that long, makes up for those who gave up.
 */
export function scoreAnswer(task: TaskRouterEvent): Score {
  const { quote, estimates, wasAnswered } = task;
  const ageSeconds = waitedSeconds(task);
  if (ageSeconds === undefined || wasAnswered) return { measurements: [], log: {} };
  const own = estimates?.waits[estimates.by];
  const measurements: Measurement[] = [{ name: 'ActualWait', value: ageSeconds }];
  if (quote) {
    const kept = Number(keepsQuote(quote, ageSeconds));
    measurements.push(
      { name: 'QuoteError', value: quote.waitSeconds - ageSeconds },
      { name: 'QuoteKept', value: kept },
    );
  }
  if (own !== undefined) measurements.push({ name: 'EstimateError', value: own - ageSeconds });
  return {
    measurements,
    log: {
      waitEndedAt: secondOf(task),
      ...(estimates && { ...errors(estimates, ageSeconds), weight: weigh(estimates, ageSeconds) }),
    },
  };
}

/** When the event happened, which the line of an event that was caught up does not tell by its own time. Seconds since 1970. */
export function secondOf({ atMs }: TaskRouterEvent): number | undefined {
  return atMs === undefined ? undefined : atMs / 1000;
}

/** A task is younger than its caller's wait where the caller was queued again. */
function waitedSeconds({ ageSeconds, createdAtMs, placeSinceMs }: TaskRouterEvent): number | undefined {
  if (ageSeconds === undefined || createdAtMs === undefined || placeSinceMs === undefined) return ageSeconds;
  return ageSeconds + Math.max(0, Math.round((createdAtMs - placeSinceMs) / 1000));
}

/** A caller who gave up waited at least so long: a broken quote is certain then, a kept one is not. */
export function scoreGivingUp(task: TaskRouterEvent): Score {
  const { quote, estimates } = task;
  const ageSeconds = waitedSeconds(task);
  const own = estimates?.waits[estimates.by];
  const isBroken = quote && quote.kind !== 'more-than' && ageSeconds !== undefined && !keepsQuote(quote, ageSeconds);
  return {
    measurements: [{ name: 'CallerGaveUp' }, ...(isBroken ? [{ name: 'QuoteKept', value: 0 } as const] : [])],
    log: { waitEndedAt: secondOf(task), gaveUpAfterSeconds: ageSeconds, estimatedSeconds: own },
  };
}

/** Every estimator's error as a field of the log line: a query compares them without a metric for each. */
function errors({ by, waits }: TaskEstimates, ageSeconds: number): LogProperties {
  const names = Object.keys(waits) as EstimatorName[];
  const fields = names.map((name) => [`errorOf.${name}`, (waits[name] ?? 0) - ageSeconds] as const);
  return { estimator: by, ...Object.fromEntries(fields) };
}

const HIGHEST_WEIGHT = 20;

function weigh({ patienceSeconds }: TaskEstimates, ageSeconds: number): number | undefined {
  if (patienceSeconds === undefined) return undefined;
  return Math.min(HIGHEST_WEIGHT, Math.round(100 * Math.exp(ageSeconds / patienceSeconds)) / 100);
}
