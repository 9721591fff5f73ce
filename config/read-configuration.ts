import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { findContradictions, type Sound } from './contradictions.ts';
import { describe, type Issue } from './describe-issue.ts';
import { readLanguage } from './read-languages.ts';
import { type Configuration, configurationSchema } from './schema.ts';

export type ConfigurationReading = { ok: true; configuration: Configuration } | { ok: false; problems: string[] };

/** Reads and checks a configuration file; every problem is a line with the file, its path, the value found and what to write. */
export function readConfiguration(file: string): ConfigurationReading {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { ok: false, problems: [`${file} cannot be read: copy config/example.json there and fill it in`] };
  }
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [`${file} is not valid JSON: ${error instanceof Error ? error.message : error}`] };
  }
  const reading = checkConfiguration(written);
  return reading.ok ? reading : { ok: false, problems: reading.problems.map((problem) => `${file}: ${problem}`) };
}

/** Checks a parsed configuration and fills in every default. A customer's own languages may be in a folder of their own. */
export function checkConfiguration(input: unknown, ownLanguages?: string): ConfigurationReading {
  const { issues = [], output } = v.safeParse(configurationSchema, asWritten(input));
  const sound = withoutMistakes(output, issues) as Sound<Configuration> | undefined;
  const problems = [...issues.map(describe), ...(sound ? findContradictions(sound) : [])];
  if (problems.length > 0) return { ok: false, problems };
  return withLanguages(output as Checked, ownLanguages);
}

/** What has been checked before may be checked again: what was filled in then is made anew. */
function asWritten(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('spoken' in input)) return input;
  const { spoken: _, queues, ...written } = input as Configuration;
  return { ...written, queues: queues.map(({ callable: __, ...queue }) => queue) };
}

type Checked = v.InferOutput<typeof configurationSchema>;

/** With what callers hear in each language of the configuration, and its voice where a queue has none of its own. */
function withLanguages(checked: Checked, ownLanguages?: string): ConfigurationReading {
  const ofQueues = checked.queues.flatMap(({ policy, languageChoice }) => [
    policy.language,
    ...languageChoice.map(({ language }) => language),
  ]);
  const codes = [...new Set([...ofQueues, ...checked.languages])];
  const readings = codes.map((code) => ({ code, reading: readLanguage(code, ownLanguages) }));
  const problems = readings.flatMap(({ reading }) => (reading.ok ? [] : reading.problems));
  if (problems.length > 0) return { ok: false, problems };
  const spoken = Object.fromEntries(
    readings.flatMap(({ code, reading }) => (reading.ok ? [[code, reading.language]] : [])),
  );
  const queues = checked.queues.map((queue) => {
    const voice = queue.policy.voice || spoken[queue.policy.language]?.voice || '';
    return { ...queue, policy: { ...queue.policy, voice } };
  });
  return { ok: true, configuration: { ...checked, queues, spoken } };
}

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
