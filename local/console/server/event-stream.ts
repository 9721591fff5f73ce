import type { ServerResponse } from 'node:http';

const EVERY_MS = 200;

/** A client that reads this much too slowly is left out until it has caught up, and then gets everything again. */
const BACKLOG_BYTES = 1_000_000;

type Sections = Readonly<Record<string, unknown>>;

interface Client {
  response: ServerResponse;
  needsAll: boolean;
}

/**
 * Server-sent events, at most five a second: of the sections that `read` returns, those that have changed. Nobody
 * listening costs nothing. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class EventStream {
  readonly #read: () => Sections;
  readonly #clients = new Set<Client>();
  #sent = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(read: () => Sections) {
    this.#read = read;
  }

  open(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    const client = { response, needsAll: true };
    this.#clients.add(client);
    response.once('close', () => {
      this.#clients.delete(client);
      if (this.#clients.size === 0) this.stop();
    });
    this.#tick();
    this.#timer ??= setInterval(() => this.#tick(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const sections = new Map(Object.entries(this.#read()).map(([name, section]) => [name, JSON.stringify(section)]));
    const changed = new Map([...sections].filter(([name, json]) => this.#sent.get(name) !== json));
    this.#sent = sections;
    for (const client of this.#clients) send(client, client.needsAll ? sections : changed);
  }
}

function send(client: Client, sections: ReadonlyMap<string, string>): void {
  if (sections.size === 0) return;
  if (client.response.writableLength > BACKLOG_BYTES) {
    client.needsAll = true;
    return;
  }
  const fields = [...sections].map(([name, json]) => `"${name}":${json}`);
  client.response.write(`data: {${fields.join(',')}}\n\n`);
  client.needsAll = false;
}
