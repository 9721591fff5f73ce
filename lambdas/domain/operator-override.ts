import type { QueuePolicy } from './queue-config.ts';

/** One change by hand, for the log and for the people who come later. */
export interface OperatorChange {
  kind: 'set' | 'cleared';
  atMs: number;
  by: string;
  why: string;
  /** Fields of the policy that it set; empty when it took them back. */
  policy: Partial<QueuePolicy>;
  untilMs: number;
}

/** What an operator overrides of a queue's policy, until a time. */
export interface OperatorOverride {
  policy: Partial<QueuePolicy>;
  by: string;
  why: string;
  untilMs: number;
  /** The latest changes, oldest first. */
  changes?: OperatorChange[];
}

export type OperatorOrder = Pick<OperatorChange, 'by' | 'why'>;

const CHANGES_KEPT = 20;

/** How long an override that is over stays readable, so that people can see what was done. */
const KEPT_AFTER_END_MS = 24 * 60 * 60 * 1000;

export function activeOverride(override: OperatorOverride | undefined, nowMs: number): OperatorOverride | undefined {
  return override && nowMs < override.untilMs ? override : undefined;
}

/** Fields that are overridden already stay so; everything ends at the new time. */
export function setOverride(
  previous: OperatorOverride | undefined,
  order: OperatorOrder & Pick<OperatorChange, 'policy' | 'untilMs'>,
  nowMs: number,
): OperatorOverride {
  const policy = { ...activeOverride(previous, nowMs)?.policy, ...order.policy };
  return { ...order, policy, changes: changesWith(previous, { kind: 'set', atMs: nowMs, ...order }) };
}

export function clearOverride(
  previous: OperatorOverride | undefined,
  { by, why }: OperatorOrder,
  nowMs: number,
): OperatorOverride {
  const change: OperatorChange = { kind: 'cleared', atMs: nowMs, by, why, policy: {}, untilMs: nowMs };
  return { policy: {}, by, why, untilMs: nowMs, changes: changesWith(previous, change) };
}

export function overrideKeptUntilMs({ untilMs }: OperatorOverride): number {
  return untilMs + KEPT_AFTER_END_MS;
}

function changesWith(previous: OperatorOverride | undefined, change: OperatorChange): OperatorChange[] {
  return [...(previous?.changes ?? []), change].slice(-CHANGES_KEPT);
}
