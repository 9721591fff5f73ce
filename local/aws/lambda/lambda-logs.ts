import { AsyncLocalStorage } from 'node:async_hooks';

/** One line that a function wrote to its standard output, as CloudWatch Logs would keep it. */
export interface LogEntry {
  atMs: number;
  function: string;
  /** The parsed object where the line is JSON. */
  line: unknown;
}

/** An hour of a busy queue. */
const KEPT = 5000;

/** What functions write goes to their log and not to the terminal; other output is not changed. */
export class LambdaLogs {
  readonly #nowMs: () => number;
  readonly #writer = new AsyncLocalStorage<string>();
  readonly #listeners: ((entry: LogEntry) => void)[] = [];
  readonly #entries: LogEntry[] = [];

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The latest `count` lines, oldest first. */
  latest(count: number): LogEntry[] {
    return this.#entries.slice(-count);
  }

  /** Gets every line from now on. */
  listen(listener: (entry: LogEntry) => void): void {
    this.#listeners.push(listener);
  }

  add(functionName: string, text: string): void {
    const lines = text.split('\n').filter((line) => line !== '');
    const entries = lines.map((line) => ({ atMs: this.#nowMs(), function: functionName, line: parse(line) }));
    this.#entries.push(...entries);
    this.#entries.splice(0, Math.max(0, this.#entries.length - KEPT));
    for (const listener of this.#listeners) entries.forEach(listener);
  }

  /** Runs `work` so that whatever it writes to standard output becomes the function's log. */
  during<T>(functionName: string, work: () => T): T {
    return this.#writer.run(functionName, work);
  }

  /** Stands in front of this process's standard output; returns how to stop. */
  capture(): () => void {
    const { stdout } = process;
    const write = stdout.write;
    stdout.write = ((text: string, ...rest: []) => {
      const functionName = this.#writer.getStore();
      if (functionName === undefined) return write.call(stdout, text, ...rest);
      this.add(functionName, String(text));
      return true;
    }) as typeof stdout.write;
    return () => {
      stdout.write = write;
    };
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
