import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { findContradictions, type Sound } from './contradictions.ts';
import { type Configuration, configurationSchema } from './schema.ts';

export type ConfigurationReading = { ok: true; configuration: Configuration } | { ok: false; problems: string[] };

/** Reads and checks a configuration file; every problem is a line with its path, the value found and what to write. */
export function readConfiguration(file: string): ConfigurationReading {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { ok: false, problems: [`${file} cannot be read: copy config/example.json there and fill it in`] };
  }
  try {
    return checkConfiguration(JSON.parse(text));
  } catch (error) {
    return { ok: false, problems: [`${file} is not valid JSON: ${error instanceof Error ? error.message : error}`] };
  }
}

/** Checks a parsed configuration and fills in every default. */
export function checkConfiguration(input: unknown): ConfigurationReading {
  const { issues = [], output } = v.safeParse(configurationSchema, input);
  const sound = withoutMistakes(output, issues) as Sound<Configuration> | undefined;
  const problems = [...issues.map(describe), ...(sound ? findContradictions(sound) : [])];
  return problems.length === 0 ? { ok: true, configuration: output as Configuration } : { ok: false, problems };
}

type Issue = v.BaseIssue<unknown>;

/** What is left of a configuration has the form that its schema demands, so that it can be searched for contradictions as well. */
function withoutMistakes(output: unknown, issues: readonly Issue[]): unknown {
  for (const { path } of issues) {
    if (!path) return undefined;
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((value, { key }) => Reflect.get(Object(value), key as string), output);
    Reflect.deleteProperty(Object(parent), path.at(-1)?.key as string);
  }
  return output;
}

/** One line for a person: where, what was found, what to write instead. */
function describe({ type, input, path: places, message }: Issue): string {
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
