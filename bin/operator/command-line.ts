import { userInfo } from 'node:os';
import { type CommandLine, stageOption } from '../command/command-line.ts';
import { CommandRefused } from '../command/command-refused.ts';
import { untilHelp } from './until.ts';

export const operator = {
  script: 'operator',
  summary: 'Changes a queue by hand, at once and without a deploy. Each change ends by itself.',
  forms: [
    'show  QUEUE|--all --stage NAME',
    'set   QUEUE|--all FIELD=VALUE ... --until TIME --why TEXT --stage NAME',
    'clear QUEUE|--all --why TEXT --stage NAME',
    'roster        QUEUE|--all --stage NAME',
    'forget-roster QUEUE|--all --stage NAME',
  ],
  notes: `  The fields are those of "policy" in the configuration, such as
    offers=off                      no callbacks are offered
    thresholdSeconds=600            callbacks are offered if the wait is longer than ten minutes
    inQueueOffer.atMost=0           no offers on hold
    announcement="We are moving."   callers hear this before the offer and at the beginning of the hold

  roster says how many agents are usual at each time of the week, as the sampler has seen it; forget-roster has it learned anew.`,
  options: {
    all: { help: 'every queue of the stage, instead of one' },
    until: { value: 'TIME', help: untilHelp },
    why: { value: 'TEXT', help: 'the reason, as others will read it later' },
    by: { value: 'NAME', help: 'your name, for the log (default: your user name here)' },
    stage: stageOption,
    local: {
      value: '[URL]',
      help: 'the contact centre that runs on this machine instead of AWS (default http://localhost:3000)',
    },
    config: { value: 'FILE', help: 'the configuration to check against (default config/NAME.json of the stage)' },
  },
};

const actions = ['show', 'set', 'clear', 'roster', 'forget-roster'] as const;
const changing: readonly Order['action'][] = ['set', 'clear'];

export interface Order {
  action: (typeof actions)[number];
  /** Absent when every queue of the stage is meant. */
  queue: string | undefined;
  /** `field=value`, as written. */
  assignments: string[];
  until: string | undefined;
  why: string | undefined;
  by: string;
  stage: string;
  /** Where the local contact centre listens; absent for AWS. */
  localUrl: string | undefined;
  /** Absent if the stage's own file is meant. */
  configFile: string | undefined;
}

/** `--local` may stand alone. */
export function withDefaultUrl(args: readonly string[]): string[] {
  return args.flatMap((arg, index) =>
    arg === '--local' && !/^https?:/.test(args[index + 1] ?? '') ? ['--local', 'http://localhost:3000'] : [arg],
  );
}

/** Throws if something is missing, and says what to write. */
export function orderOf({ stage, options, words }: CommandLine<(typeof operator)['options']>): Order {
  const [word, ...rest] = words;
  const action = actions.find((known) => known === word);
  const [queue, assignments] = options.all ? [undefined, rest] : [rest[0], rest.slice(1)];
  if (action === undefined) {
    const known = 'write show, set, clear, roster or forget-roster.';
    throw wrong(word === undefined ? known.replace('write', 'Write') : `There is no "${word}": ${known}`);
  }
  if (queue === undefined && !options.all) throw wrong(`Write the name of a queue after ${action}, or --all.`);
  const { until, why, by = userInfo().username, local: localUrl, config: configFile } = options;
  const order = { action, queue, assignments, until, why, by, stage, localUrl, configFile } as const;
  const problem = problemOf(order);
  if (problem) throw wrong(problem);
  return order;
}

function problemOf({ action, assignments, until, why }: Order): string | undefined {
  if (action === 'set' && assignments.length === 0) return 'Write field=value after the queue, such as offers=off.';
  if (action !== 'set' && assignments.length > 0) return `${action} takes no field=value.`;
  if (action === 'set' && until === undefined) return `Until when? Write --until with ${untilHelp}.`;
  if (changing.includes(action) && !why?.trim()) return 'Why? Write --why with a few words.';
  return undefined;
}

function wrong(problem: string): CommandRefused {
  return new CommandRefused(`${problem} See npm run operator -- --help.`);
}
