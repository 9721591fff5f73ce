import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfiguration } from '../../config/read-configuration.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

export interface Command {
  stage: string;
  /** Against a contact centre on this machine instead of AWS and Twilio. */
  local: boolean;
}

/** What a command cannot go on without, one line each, with what to do about it. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}

function readCommand(args: readonly string[]): Command {
  const { values } = parse(args);
  if (/^[a-z][a-z0-9-]{0,29}$/.test(values.stage)) return values;
  throw new CommandRefused(`--stage ${values.stage}: write a lower-case letter, then up to 29 of a-z, 0-9 and "-"`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { stage: { type: 'string', default: 'example' }, local: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new CommandRefused(`${error instanceof Error ? error.message : error}: use --stage NAME and --local`);
  }
}

export function configurationOf({ stage }: Command): Configuration {
  const file = relative(process.cwd(), resolve(PROJECT, 'config', `${stage}.json`));
  const reading = readConfiguration(file);
  if (reading.ok) return reading.configuration;
  throw new CommandRefused(reading.problems.join('\n'));
}

/** Runs a command; a refusal is told without a stack trace, and the exit code says whether all is well. */
export async function runCommand(run: (command: Command) => Promise<boolean>): Promise<void> {
  try {
    process.exitCode = (await run(readCommand(process.argv.slice(2)))) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
