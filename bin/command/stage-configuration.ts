import { readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { readConfiguration } from '../../config/read-configuration.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { CommandRefused } from './command-refused.ts';

const FOLDER = resolve(import.meta.dirname, '../../config');

/** The configuration of a stage, complete and checked; rejects when there is none. */
export function configurationOf(stage: string): Configuration {
  return configurationIn(relative(process.cwd(), resolve(FOLDER, `${stage}.json`)));
}

export function configurationIn(file: string): Configuration {
  const reading = readConfiguration(file);
  if (reading.ok) return reading.configuration;
  throw new CommandRefused(reading.problems.join('\n'));
}

/** The stages that could be meant, for a person: `example, prod`. */
export function configuredStages(): string {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'));
  return files.map((file) => file.replace(/\.json$/, '')).join(', ');
}
