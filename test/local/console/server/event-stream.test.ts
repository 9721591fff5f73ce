import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Hono } from 'hono';
import { EventStream } from '../../../../local/console/server/event-stream.ts';
import { close, listen, listenerOf } from '../../../../local/world/loopback-server.ts';

describe('the event stream', () => {
  let state: Record<string, unknown>;
  let app: Hono;
  let server: Server;
  let url: string;

  beforeEach(async () => {
    state = { clock: 1, calls: ['a'] };
    const stream = new EventStream(() => state);
    app = new Hono();
    app.get('/', (context) => stream.open(context));
    server = createServer(listenerOf(app));
    url = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(() => close(server));

  async function* updates({ body }: Response) {
    let text = '';
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, data] = /^data: (.*)$/m.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        if (data) yield JSON.parse(data);
      }
    }
  }

  it('begins with everything and goes on with what has changed', async () => {
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const client = updates(response);
    expect((await client.next()).value).toEqual({ clock: 1, calls: ['a'] });
    state = { clock: 2, calls: ['a'] };
    expect((await client.next()).value).toEqual({ clock: 2 });
    await client.return(undefined);
  });

  it('gives a client that comes later everything as well', async () => {
    const first = updates(await fetch(url));
    await first.next();
    const second = updates(await fetch(url));
    expect((await second.next()).value).toEqual({ clock: 1, calls: ['a'] });
    await Promise.all([first.return(undefined), second.return(undefined)]);
  });

  it('keeps no backlog for a browser that has stopped reading: it gets the latest, not all that it missed', async () => {
    const slow = updates(await app.request('/'));
    const quick = updates(await app.request('/'));
    await quick.next();
    for (let clock = 2; clock <= 8; clock += 1) {
      state = { clock, calls: ['a'] };
      expect((await quick.next()).value).toEqual({ clock });
    }
    const seen: number[] = [];
    while (seen.at(-1) !== 8) seen.push((await slow.next()).value.clock);
    expect(seen.length).toBeLessThan(5);
    await Promise.all([slow.return(undefined), quick.return(undefined)]);
  });

  it('is not read any more once nobody listens', async () => {
    let reads = 0;
    const stream = new EventStream(() => {
      reads += 1;
      return { reads };
    });
    const listening = updates(await new Hono().get('/', (context) => stream.open(context)).request('/'));
    await listening.next();
    await listening.return(undefined);
    const before = reads;
    const other = updates(await fetch(url));
    await other.next();
    for (let clock = 2; clock <= 5; clock += 1) {
      state = { clock };
      await other.next();
    }
    expect(reads).toBe(before);
    await other.return(undefined);
  });
});
