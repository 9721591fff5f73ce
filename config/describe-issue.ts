import type * as v from 'valibot';

export type Issue = v.BaseIssue<unknown>;

/** One line for a person: where, what was found, what to write instead. */
export function describe({ type, input, path: places, message }: Issue): string {
  const path: readonly v.IssuePathItem[] = places ?? [];
  // Of a record's name the path leads to the record, and the input is the name.
  const isName = path.at(-1)?.origin === 'key' && input !== undefined && type !== 'raw_check';
  const place = placeOf(isName ? path.slice(0, -1) : path);
  if (type === 'raw_check') return `${place} is not known here: write ${message}`;
  return `${place} is ${input === undefined ? 'missing' : show(input)}: write ${message}`;
}

/** As people write it: `queues[0].policy`. */
function placeOf(path: readonly v.IssuePathItem[]): string {
  const keys = path.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  return keys.join('').replace(/^\./, '') || 'the configuration';
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
