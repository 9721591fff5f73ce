import { activeOverride, type OperatorChange, type OperatorOverride } from '../../lambdas/domain/operator-override.ts';

/** What is overridden now and what was changed lately, a line each. */
export function report(queue: string, override: OperatorOverride | undefined, nowMs: number): string[] {
  const active = activeOverride(override, nowMs);
  const now = active
    ? [`${queue}: overridden until ${time(active.untilMs)} by ${active.by}: ${active.why}`, ...fields(active.policy)]
    : [`${queue}: as configured`];
  const changes = override?.changes ?? [];
  return [...now, ...(changes.length > 0 ? ['latest changes:', ...changes.map(describe)] : [])];
}

function fields(policy: object): string[] {
  return Object.entries(policy).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`);
}

function describe({ kind, atMs, by, why, policy, untilMs }: OperatorChange): string {
  const what = kind === 'set' ? `set ${Object.keys(policy).join(', ')} until ${time(untilMs)}` : 'cleared';
  return `  ${time(atMs)} ${by} ${what}: ${why}`;
}

function time(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
