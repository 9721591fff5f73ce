import { activeOverride, type OperatorChange, type OperatorOverride } from '../../lambdas/domain/operator-override.ts';
import type { QueueConfig } from '../../lambdas/domain/queue-config.ts';
import { describeTime, zoneOf } from './zoned-time.ts';

/** What is overridden now and what was changed lately, a line each. */
export function report(queue: QueueConfig, override: OperatorOverride | undefined, nowMs: number): string[] {
  const time = (ms: number) => describeTime(ms, zoneOf(queue));
  const active = activeOverride(override, nowMs);
  const now = active
    ? [
        `${queue.name}: overridden until ${time(active.untilMs)} by ${active.by}: ${active.why}`,
        ...fields(active.policy),
      ]
    : [`${queue.name}: as configured`];
  const changes = override?.changes ?? [];
  return [
    ...now,
    ...(changes.length > 0 ? ['latest changes:', ...changes.map((change) => describe(change, time))] : []),
  ];
}

function fields(policy: object): string[] {
  return Object.entries(policy).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`);
}

function describe({ kind, atMs, by, why, policy, untilMs }: OperatorChange, time: (ms: number) => string): string {
  const what = kind === 'set' ? `set ${Object.keys(policy).join(', ')} until ${time(untilMs)}` : 'cleared';
  return `  ${time(atMs)} ${by} ${what}: ${why}`;
}
