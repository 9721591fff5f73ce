import { parseArgs } from 'node:util';
import { defaultAuthToken } from './contact-centre.ts';

export const usage = `Runs the service in a contact centre on this machine: no account, no network.

  npm start -- [options]

  --port N          HTTP port (default 3000; 0 takes any free one)
  --speed X         virtual seconds per real second, 0 to 1000 (default 1; 0 stops the clock)
  --config F        configuration (default config/example.json)
  --auth-token T    Twilio auth token, 16 characters or more (default ${defaultAuthToken})
  --log FILE        writes every line of the functions' logs to this file, one JSON object each
  --watch           takes a changed step or sentence without a new start; calls go on
  --help            this text
`;

export interface StartOptions {
  port: number;
  speed: number;
  configFile: string;
  authToken: string;
  /** Where the functions' log lines go; absent for nowhere. */
  logFile?: string | undefined;
  watch: boolean;
}

export type StartCommandLine =
  | { kind: 'start'; settings: StartOptions }
  | { kind: 'help' }
  | { kind: 'wrong'; problem: string };

export function readStartCommandLine(args: string[]): StartCommandLine {
  const parsed = parse(args);
  if ('problem' in parsed) return { kind: 'wrong', problem: parsed.problem };
  const { values } = parsed;
  if (values.help) return { kind: 'help' };
  const problem = problemOf(values);
  if (problem) return { kind: 'wrong', problem };
  const { port, speed, config: configFile, 'auth-token': authToken, log: logFile, watch } = values;
  return {
    kind: 'start',
    settings: { port: Number(port), speed: Number(speed), configFile, authToken, logFile, watch },
  };
}

function problemOf({ port, speed, 'auth-token': authToken }: Record<'port' | 'speed' | 'auth-token', string>) {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return `--port ${port}: write a whole number from 0 to 65535.`;
  }
  if (!/^\d+(\.\d+)?$/.test(speed) || Number(speed) > 1000) return `--speed ${speed}: write a number from 0 to 1000.`;
  if (authToken.length < 16) return '--auth-token: write at least 16 characters.';
  return undefined;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '3000' },
        speed: { type: 'string', default: '1' },
        config: { type: 'string', default: 'config/example.json' },
        'auth-token': { type: 'string', default: defaultAuthToken },
        log: { type: 'string' },
        watch: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : error} See npm start -- --help.` };
  }
}
