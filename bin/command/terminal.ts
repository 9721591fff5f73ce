import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** A person at the keyboard. */
export interface Terminal {
  ask(question: string): Promise<string>;
  /** Shows nothing of what is typed. */
  askSecretly(question: string): Promise<string>;
}

/** `undefined` where nobody could answer, as in a pipeline. */
export function openTerminal(): Terminal | undefined {
  if (!process.stdin.isTTY) return undefined;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  return {
    ask: (question) => ask(question, process.stderr),
    askSecretly: (question) => ask(question, silent),
  };
}

async function ask(question: string, echo: NodeJS.WritableStream): Promise<string> {
  process.stderr.write(question);
  const terminal = createInterface({ input: process.stdin, output: echo, terminal: true });
  try {
    return (await terminal.question('')).trim();
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
