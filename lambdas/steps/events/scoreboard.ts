import type { EstimatorName } from '../../domain/queue-config.ts';
import type { TaskRouterEvent } from '../../domain/task/task-event.ts';
import { type Forecast, keepsQuote } from '../../domain/wait/forecast.ts';
import type { LogProperties } from '../../log/log-line.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';

interface Score {
  measurements: Measurement[];
  log: LogProperties;
}

/**
 * What an ordinary caller really waited against what was said and forecast. Of a transferred task only the first answer
 * counts. Who holds until an agent comes is more often somebody with a short wait: `weight`, one over the probability of
 * holding that long, makes up for those who gave up.
 */
export function scoreAnswer(task: TaskRouterEvent): Score {
  const { quotedWaitSeconds, quote, forecast, wasAnswered } = task;
  const ageSeconds = waitedSeconds(task);
  if (ageSeconds === undefined || wasAnswered) return { measurements: [], log: {} };
  const own = forecast?.waits[forecast.by];
  const measurements: Measurement[] = [
    { name: 'ActualWait', value: ageSeconds },
    ...(quotedWaitSeconds === undefined
      ? []
      : [{ name: 'QuoteError', value: quotedWaitSeconds - ageSeconds } as const]),
    ...(quote ? [{ name: 'QuoteKept', value: Number(keepsQuote(quote, ageSeconds)) } as const] : []),
    ...(own === undefined ? [] : [{ name: 'ForecastError', value: own - ageSeconds } as const]),
  ];
  return { measurements, log: forecast ? { ...errors(forecast, ageSeconds), ...weigh(forecast, ageSeconds) } : {} };
}

/** A task is younger than its caller's wait where the caller was queued again. */
function waitedSeconds({ ageSeconds, createdAtMs, placeSinceMs }: TaskRouterEvent): number | undefined {
  if (ageSeconds === undefined || createdAtMs === undefined || placeSinceMs === undefined) return ageSeconds;
  return ageSeconds + Math.max(0, Math.round((createdAtMs - placeSinceMs) / 1000));
}

/** Who gave up waited at least so long: a broken quote is certain then, a kept one is not. */
export function scoreGivingUp(task: TaskRouterEvent): Score {
  const { quote, forecast } = task;
  const ageSeconds = waitedSeconds(task);
  const own = forecast?.waits[forecast.by];
  const isBroken = quote && quote.kind !== 'more-than' && ageSeconds !== undefined && !keepsQuote(quote, ageSeconds);
  return {
    measurements: [{ name: 'CallerGaveUp' }, ...(isBroken ? [{ name: 'QuoteKept', value: 0 } as const] : [])],
    log: {
      ...(ageSeconds !== undefined && { gaveUpAfterSeconds: ageSeconds }),
      ...(own !== undefined && { forecastSeconds: own }),
    },
  };
}

/** Every estimator's error as a field of the log line: a query compares them without a metric for each. */
function errors({ by, waits }: Forecast, ageSeconds: number): LogProperties {
  const names = Object.keys(waits) as EstimatorName[];
  const fields = names.map((name) => [`errorOf.${name}`, (waits[name] ?? 0) - ageSeconds] as const);
  return { estimator: by, ...Object.fromEntries(fields) };
}

const HIGHEST_WEIGHT = 20;

function weigh({ patienceSeconds }: Forecast, ageSeconds: number): LogProperties {
  if (patienceSeconds === undefined) return {};
  return { weight: Math.min(HIGHEST_WEIGHT, Math.round(100 * Math.exp(ageSeconds / patienceSeconds)) / 100) };
}
