import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandRefused } from './command-line.ts';

/** Asks at the terminal and shows nothing of what is typed. */
export async function askSecretly(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new CommandRefused('there is no terminal to ask at: set TWILIO_AUTH_TOKEN');
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return (await terminal.question('')).trim();
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
