import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import rows from './alarms.json' with { type: 'json' };
import type { MetricSource, Statistic } from './metric-source.ts';

/** One row of alarms.json, from which CloudWatch's alarms, the local contact centre's and the runbook are made. */
export interface AlarmDefinition {
  name: string;
  /** `wake`: somebody who calls now is served badly, or a promise is broken. `tell`: the next working hour is soon enough. */
  severity: 'wake' | 'tell';
  /** What callers live through, in a line that a phone shows whole. */
  short: string;
  source: MetricSource;
  statistic: Statistic;
  periodSeconds: number;
  /** So many periods in a row. */
  periods: number;
  rings: 'at-least' | 'above' | 'below' | 'below minus';
  /** A name is a value of `alarms` in the configuration. */
  threshold: number | 'one per queue' | keyof Configuration['alarms'];
  /** What no data says: nothing happened, or the function that should have written it is dead. */
  silence: 'fine' | 'alarming';
  /** What callers live through while it rings. */
  callers: string;
  confirm: string;
  do: string;
  /** How to know that it is over. */
  over: string;
}

/** What a row leaves out. */
const usual = { statistic: 'Sum', periodSeconds: 300, periods: 1, rings: 'at-least', threshold: 1, silence: 'fine' };

/** Every alarm, once. A metric that is kept apart by queue gets one alarm for each. */
export const alarms = rows.map((row) => ({ ...usual, ...row }) as AlarmDefinition);

export function thresholdOf({ threshold, rings }: AlarmDefinition, { alarms, queues }: Configuration): number {
  if (typeof threshold === 'number') return threshold;
  if (threshold === 'one per queue') return queues.length;
  return rings === 'below minus' ? -alarms[threshold] : alarms[threshold];
}

/** A phone shows the first two lines: what callers live through, and where it stands what to do. */
export function alarmMessage(
  { name, severity, short, callers }: AlarmDefinition,
  { runbookUrl, dashboardUrl }: { runbookUrl?: string | undefined; dashboardUrl?: string },
): string {
  // GitHub and its like lower the case of a heading's name.
  const todo = runbookUrl ? `${runbookUrl}#${name.toLowerCase()}` : `docs/operations.md, "${name}"`;
  const dashboard = dashboardUrl === undefined ? [] : [`Dashboard: ${dashboardUrl}`];
  return [`${severity.toUpperCase()}: ${short}`, `Do: ${todo}`, callers, ...dashboard].join('\n');
}
