import { activeOverride, type OperatorChange, type OperatorOverride } from '../domain/operator-override.ts';
import type { LogLine, LogProperties } from '../log/log-line.ts';
import type { Measurement } from '../log/metric-catalogue.ts';

/** What the sampler knows about changes by hand: those since the last sample are to be logged, each once. */
export interface OperatorWatch {
  queue: string;
  operator: OperatorOverride | undefined;
  /** Changes up to this time are in the log already. */
  notedAtMs: number;
  nowMs: number;
}

export function operatorMeasurements({ operator, nowMs }: OperatorWatch): Measurement[] {
  return activeOverride(operator, nowMs) ? [{ name: 'OperatorOverride' }] : [];
}

/** Operators change the table from their own machines, so the sampler puts it on record. */
export function operatorLines({ queue, operator, notedAtMs, nowMs }: OperatorWatch): LogLine[] {
  if (!operator) return [];
  const isNew = (atMs: number) => atMs > notedAtMs && atMs <= nowMs;
  const changes = (operator.changes ?? []).filter(({ atMs }) => isNew(atMs));
  const lines = changes.map((change): LogLine => {
    const message = change.kind === 'set' ? 'operatorSet' : 'operatorCleared';
    return { measurements: [], message, properties: { queue, ...describe(change) } };
  });
  const ended = isNew(operator.untilMs) && Object.keys(operator.policy).length > 0;
  const { by, why } = operator;
  return ended ? [...lines, { measurements: [], message: 'operatorExpired', properties: { queue, by, why } }] : lines;
}

function describe({ kind, by, why, policy, untilMs }: OperatorChange): LogProperties {
  if (kind === 'cleared') return { by, why };
  return { by, why, policy: JSON.stringify(policy), until: new Date(untilMs).toISOString() };
}
