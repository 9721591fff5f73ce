import { readFileSync } from 'node:fs';

const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

/** The alarms in the runbook's row for a fault, sorted; `undefined` when no row is about it. What stands in brackets is not promised. */
export function alarmsPromised(fault: string): string[] | undefined {
  const row = rows.find(({ faults }) => faults.some((pattern) => matches(pattern, fault)));
  return row?.alarms;
}

const rows = [...runbook.matchAll(/^\|([^|]*`[^|]*)\|([^|]*)\|$/gm)].map(([, faults = '', alarms = '']) => ({
  faults: quoted(faults),
  alarms: quoted(alarms.replace(/\(.*\)/, '')).sort(),
}));

function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

function matches(pattern: string, fault: string): boolean {
  return pattern.endsWith('*') ? fault.startsWith(pattern.slice(0, -1)) : pattern === fault;
}
