import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { untilHelp } from './until.ts';

export const usage = `Changes a queue by hand, at once and without a deploy; it ends by itself.

  npm run operator -- show  <queue>
  npm run operator -- set   <queue> field=value ... --until T --why W
  npm run operator -- clear <queue> --why W

  fields are those of "policy" in the configuration, such as
    offers=off                      no callbacks are offered
    thresholdSeconds=600            they are offered when the wait is longer than ten minutes
    inQueueOffer.atMost=0           nobody is asked on hold
    announcement="We are moving."   callers hear this before the offer and when they begin to hold

  --until T     ${untilHelp}
  --why W       for the people who come later
  --by N        who you are (default: your user name here)
  --stage S     which installation on AWS, with the credentials and region of your shell (default example)
  --local [URL] the contact centre on this machine instead (default http://localhost:3000)
  --config F    its configuration (default config/{stage}.json)
`;

export interface Order {
  action: 'show' | 'set' | 'clear';
  queue: string;
  /** `field=value`, as written. */
  assignments: string[];
  until: string | undefined;
  why: string | undefined;
  by: string;
  stage: string;
  /** Where the local contact centre listens; absent for AWS. */
  localUrl: string | undefined;
  configFile: string;
}

export type CommandLine = { kind: 'order'; order: Order } | { kind: 'help' } | { kind: 'wrong'; problem: string };

export function readCommandLine(args: string[]): CommandLine {
  const parsed = parse(args);
  if ('problem' in parsed) return { kind: 'wrong', problem: parsed.problem };
  const { values, positionals } = parsed;
  const [action, queue, ...assignments] = positionals;
  if (values.help || action === undefined) return { kind: 'help' };
  if (action !== 'show' && action !== 'set' && action !== 'clear') {
    return wrong(`"${action}" is none of show, set and clear.`);
  }
  if (queue === undefined) return wrong(`${action} what? Write the name of a queue.`);
  const { until, why, by, stage, local: localUrl } = values;
  const order = { action, queue, assignments, until, why, by, stage, localUrl } as const;
  const problem = problemOf(order);
  return problem
    ? wrong(problem)
    : { kind: 'order', order: { ...order, configFile: values.config ?? `config/${stage}.json` } };
}

function problemOf({ action, assignments, until, why }: Omit<Order, 'configFile'>): string | undefined {
  if (action === 'set' && assignments.length === 0) return 'set what? Write field=value, such as offers=off.';
  if (action !== 'set' && assignments.length > 0) return `${action} takes no field=value.`;
  if (action === 'set' && until === undefined) return `Until when? Write --until with ${untilHelp}.`;
  if (action !== 'show' && !why?.trim()) return 'Why? Write --why with a few words.';
  return undefined;
}

function wrong(problem: string): CommandLine {
  return { kind: 'wrong', problem: `${problem} See npm run operator -- --help.` };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args: withDefaultUrl(args),
      allowPositionals: true,
      options: {
        until: { type: 'string' },
        why: { type: 'string' },
        by: { type: 'string', default: userInfo().username },
        stage: { type: 'string', default: 'example' },
        local: { type: 'string' },
        config: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : error} See npm run operator -- --help.` };
  }
}

/** `--local` may stand alone. */
function withDefaultUrl(args: string[]): string[] {
  return args.flatMap((arg, index) =>
    arg === '--local' && !/^https?:/.test(args[index + 1] ?? '') ? ['--local', 'http://localhost:3000'] : [arg],
  );
}
