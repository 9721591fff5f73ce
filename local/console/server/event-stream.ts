import { setTimeout } from 'node:timers/promises';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

const EVERY_MS = 200;

/**
 * Server-sent events, at most five a second: of the sections that `read` returns, those that have changed. A client that
 * reads slowly gets fewer events, never a backlog of them. Without clients nothing is read.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class EventStream {
  readonly #read: () => Readonly<Record<string, unknown>>;
  /** Each section's JSON; read once for all clients, and forgotten at the next tick. */
  #sections: ReadonlyMap<string, string> | undefined;
  #nextTick: Promise<void> | undefined;

  constructor(read: () => Readonly<Record<string, unknown>>) {
    this.#read = read;
  }

  open(context: Context): Response {
    return streamSSE(context, async (stream) => {
      let sent: ReadonlyMap<string, string> = new Map();
      while (!stream.aborted) {
        this.#sections ??= new Map(Object.entries(this.#read()).map(([name, value]) => [name, JSON.stringify(value)]));
        const sections = this.#sections;
        const changed = [...sections].filter(([name, json]) => sent.get(name) !== json);
        sent = sections;
        const data = `{${changed.map(([name, json]) => `"${name}":${json}`).join(',')}}`;
        // Resolves once the client has taken it.
        if (changed.length > 0) await stream.writeSSE({ data, retry: 1000 });
        await this.#tick();
      }
    });
  }

  #tick(): Promise<void> {
    this.#nextTick ??= setTimeout(EVERY_MS).then(() => {
      this.#nextTick = undefined;
      this.#sections = undefined;
    });
    return this.#nextTick;
  }
}
