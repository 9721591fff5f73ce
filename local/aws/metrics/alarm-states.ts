import type { Configuration } from '../../../lambdas/domain/queue-config.ts';
import { type AlarmDefinition, alarms, thresholdOf } from '../../../lib/monitoring/alarms.ts';
import { isPerQueue } from '../../../lib/monitoring/metric-source.ts';
import { type MetricStore, seriesOf } from './metric-store.ts';

export interface AlarmTime {
  fromMs: number;
  toMs: number;
}

/** Names of the alarms that rang at any time between two instants, sorted; `quotesTooShort-support` for those of a queue. */
export function alarmsRaised(store: MetricStore, configuration: Configuration, time: AlarmTime): string[] {
  const raised = alarms.flatMap((definition) => {
    const queues = isPerQueue(definition.source) ? configuration.queues.map(({ name }) => name) : [undefined];
    return queues
      .filter((queue) => rings(definition, { store, configuration, queue, time }))
      .map((queue) => [definition.name, queue].filter((part) => part !== undefined).join('-'));
  });
  return raised.sort();
}

interface Context {
  store: MetricStore;
  configuration: Configuration;
  queue: string | undefined;
  time: AlarmTime;
}

/** An alarm rings when all of its last periods are beyond its threshold; periods begin on the clock's full ones. */
function rings(definition: AlarmDefinition, { store, configuration, queue, time }: Context): boolean {
  const periodMs = definition.periodSeconds * 1000;
  const series = seriesOf(definition.source, queue);
  const threshold = thresholdOf(definition, configuration);
  let inARow = 0;
  for (let fromMs = Math.ceil(time.fromMs / periodMs) * periodMs; fromMs + periodMs <= time.toMs; fromMs += periodMs) {
    const value = store.statistic(series, definition.statistic, { fromMs, toMs: fromMs + periodMs });
    inARow = isBeyond(definition, value, threshold) ? inARow + 1 : 0;
    if (inARow >= definition.periods) return true;
  }
  return false;
}

function isBeyond({ rings, silence }: AlarmDefinition, value: number | undefined, threshold: number): boolean {
  if (value === undefined) return silence === 'alarming';
  if (rings === 'at-least') return value >= threshold;
  return rings === 'above' ? value > threshold : value < threshold;
}
