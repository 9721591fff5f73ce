import { CommandRefused } from '../command/command-refused.ts';

type Json = Record<string, unknown>;

/**
 * `field=value` as a change of a policy. A value is JSON where it is JSON, else text; `inQueueOffer.atMost=0` changes one field
 * of an object and keeps the others as they are now.
 */
export function readAssignments(assignments: readonly string[], current: object): Json {
  const change: Json = {};
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    const path = assignment.slice(0, at).split('.');
    if (at < 1 || path.includes('')) throw new CommandRefused(`"${assignment}" is not field=value, such as offers=off`);
    assign(change, path, { value: readValue(assignment.slice(at + 1)), current: current as Json });
  }
  return change;
}

function assign(
  change: Json,
  [field = '', ...rest]: string[],
  { value, current }: { value: unknown; current: Json },
): void {
  if (field === '__proto__') throw new CommandRefused('"__proto__" is no field of a policy');
  if (rest.length === 0) {
    change[field] = value;
    return;
  }
  const inner = { ...object(current[field]), ...object(change[field]) };
  assign(inner, rest, { value, current: inner });
  change[field] = inner;
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
