import type { Change, Line } from '../../lambdas/provisioning/change.ts';
import type { Plan } from '../../lambdas/provisioning/plan.ts';

/** The plan as a table for people, then what stands in its way. */
export function planTable({ changes, refusals }: Plan): string {
  const lines = changes.flatMap((change) => change.lines);
  const width = (column: 'action' | 'resource') => Math.max(0, ...lines.map((line) => line[column].length));
  const rows = lines.map(({ action, resource, what }: Line) =>
    [action.padEnd(width('action')), resource.padEnd(width('resource')), what].join('  '),
  );
  const summary = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} to make`;
  return [...rows, ...refusals.map((refusal) => `REFUSED ${refusal}`), summary].join('\n');
}

export function describeChange({ lines }: Change): string {
  return lines.map(({ action, resource, what }) => `${action} ${resource} ${what}`).join('\n');
}
