import type { Change, Plan } from '../../lambdas/provisioning/plan.ts';

interface Line {
  action: string;
  resource: string;
  what: string;
}

/** The plan as a table for people, then what stands in its way. */
export function planTable({ changes, refusals }: Plan): string {
  const lines = changes.flatMap(linesOf);
  const width = (column: 'action' | 'resource') => Math.max(0, ...lines.map((line) => line[column].length));
  const rows = lines.map(
    ({ action, resource, what }) => `${action.padEnd(width('action'))}  ${resource.padEnd(width('resource'))}  ${what}`,
  );
  const summary = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} to make`;
  return [...rows, ...refusals.map((refusal) => `REFUSED ${refusal}`), summary].join('\n');
}

export function describeChange(change: Change): string {
  return linesOf(change)
    .map(({ action, resource, what }) => `${action} ${resource} ${what}`)
    .join('\n');
}

function linesOf(change: Change): Line[] {
  switch (change.kind) {
    case 'update-number':
    case 'update-domain':
    case 'update-workspace':
      return change.differences.map(({ field, from, to }) => ({
        action: 'change',
        resource: `${change.kind.replace('update-', '')} ${change.name}`,
        what: `${field}: ${from || '(none)'} -> ${to || '(none)'}`,
      }));
    case 'forget':
      return [{ action: 'forget', resource: change.name, what: 'what it was like before' }];
    default:
      return [otherLine(change)];
  }
}

function otherLine(change: Exclude<Change, { kind: `update-${string}` | 'forget' }>): Line {
  const [action = '', ...resource] = change.kind.split('-');
  return { action, resource: resource.join(' '), what: nameOf(change) };
}

function nameOf(change: Exclude<Change, { kind: `update-${string}` | 'forget' }>): string {
  if ('domainName' in change) return change.domainName;
  if ('range' in change) return change.range;
  return 'friendlyName' in change ? change.friendlyName : change.description;
}
