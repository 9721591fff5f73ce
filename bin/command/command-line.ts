import { parseArgs } from 'node:util';
import { describeFailure, OutOfTime, TwilioFailure } from '../../lambdas/provisioning/twilio-failures.ts';
import { describeAwsFailure } from './aws-failures.ts';
import { CommandRefused } from './command-refused.ts';
import { configuredStages } from './stage-configuration.ts';

/** An option with `value` takes a value, which the help shows by that name. One without is a switch. */
interface Option {
  value?: string;
  help: string;
}

type Options = Readonly<Record<string, Option>>;

/** What may follow `npm run {script} --`. Parsing, help and error messages all derive from it. */
export interface CommandDefinition<O extends Options> {
  /** Its name in package.json. */
  script: string;
  summary: string;
  /** The ways to combine words and options, one per line. A command without forms takes options only. */
  forms?: readonly string[];
  /** Shown between the forms and the options. */
  notes?: string;
  /** Always includes `stage`: no command guesses the stage. */
  options: O & { stage: Option };
}

export interface CommandLine<O extends Options> {
  stage: string;
  options: { [Name in keyof O]?: O[Name] extends { value: string } ? string : boolean };
  words: string[];
}

export const stageOption = {
  value: 'NAME',
  help: 'the stage to work on, such as prod; its configuration is config/NAME.json',
};

export const localOption = {
  help: 'use a contact centre on this machine instead of AWS and Twilio; --stage is then "example" by default',
};

const LOCAL_STAGE = 'example';
const helpOption = { help: 'shows this text' };

/** Runs a command. A refusal is printed without a stack trace, and the exit code says whether all is well. */
export async function runCommand<O extends Options>(
  definition: CommandDefinition<O>,
  run: (line: CommandLine<O>) => Promise<boolean>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  // Otherwise nine lines about the version of Node would hide the command's own output.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  if (args.includes('--help')) return console.log(helpFor(definition));
  try {
    process.exitCode = (await run(readCommandLine(definition, args))) ? 0 : 1;
  } catch (error) {
    const refusal = describeRefusal(error);
    if (refusal === undefined) throw error;
    console.error(refusal);
    process.exitCode = 1;
  }
}

/** Throws one line that says what to write instead. */
export function readCommandLine<O extends Options>(
  definition: CommandDefinition<O>,
  args: readonly string[],
): CommandLine<O> {
  const { tokens, values, positionals } = parse(definition, args);
  for (const token of tokens) {
    const problem = token.kind === 'option' && problemOf(token, definition);
    if (problem) throw wrong(definition, problem);
  }
  const [word] = positionals;
  if (word !== undefined && !definition.forms) {
    throw wrong(definition, `"${word}" is not expected here: npm passes options on only after a "--".`);
  }
  return {
    stage: stageOf(definition, values as { stage?: string; local?: string | boolean }),
    options: values as CommandLine<O>['options'],
    words: positionals,
  };
}

function parse<O extends Options>({ options }: CommandDefinition<O>, args: readonly string[]) {
  const types = Object.entries(options).map(
    ([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }] as const,
  );
  const parsed = { args: [...args], options: Object.fromEntries(types), strict: false, tokens: true } as const;
  return parseArgs({ ...parsed, allowPositionals: true });
}

interface OptionToken {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}

function problemOf(
  { name, rawName, value, inlineValue }: OptionToken,
  { options }: CommandDefinition<Options>,
): string | undefined {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option || !rawName.startsWith('--')) {
    return `There is no option ${rawName}: write ${optionNames(options)}.`;
  }
  if (option.value === undefined) return value === undefined ? undefined : `${rawName} takes no value.`;
  const isMissing = value === undefined || (!inlineValue && value.startsWith('--'));
  return isMissing ? `${rawName} needs a value: write ${rawName} ${option.value}.` : undefined;
}

function optionNames(options: Options): string {
  return [...Object.keys(options), 'help'].map((name) => `--${name}`).join(', ');
}

function stageOf(
  definition: CommandDefinition<Options>,
  { stage, local }: { stage?: string; local?: string | boolean },
): string {
  const chosen = stage ?? (local === undefined ? undefined : LOCAL_STAGE);
  if (chosen === undefined) {
    throw wrong(definition, `Which stage? Write --stage NAME; there are configurations for ${configuredStages()}.`);
  }
  if (/^[a-z][a-z0-9-]{0,29}$/.test(chosen)) return chosen;
  throw wrong(definition, `--stage ${chosen}: write a lower-case letter, then up to 29 of a-z, 0-9 and "-".`);
}

function wrong({ script }: CommandDefinition<Options>, problem: string): CommandRefused {
  return new CommandRefused(`${problem} See npm run ${script} -- --help.`);
}

function helpFor({ script, summary, forms, notes, options }: CommandDefinition<Options>): string {
  const local = 'local' in options ? ['--local'] : [];
  const ways = (forms ?? ['--stage NAME', ...local]).map((form) => `  npm run ${script} -- ${form}`);
  const rows = Object.entries<Option>({ ...options, help: helpOption }).map(([name, { value = '', help }]) => ({
    left: `--${name} ${value}`.trimEnd(),
    help,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length));
  const list = rows.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`);
  return [summary, ways.join('\n'), ...(notes === undefined ? [] : [notes]), list.join('\n')].join('\n\n');
}

/** `undefined` for a mistake in this program. */
function describeRefusal(error: unknown): string | undefined {
  if (error instanceof CommandRefused) return error.message;
  if (error instanceof TwilioFailure || error instanceof OutOfTime) return describeFailure(error);
  return describeAwsFailure(error);
}
