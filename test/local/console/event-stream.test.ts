import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventStream } from '../../../local/console/server/event-stream.ts';
import { close, listen } from '../../../local/http/loopback-server.ts';

describe('the event stream', () => {
  let state: Record<string, unknown>;
  let stream: EventStream;
  let server: Server;
  let url: string;

  beforeEach(async () => {
    state = { clock: 1, calls: ['a'] };
    stream = new EventStream(() => state);
    server = createServer((_, response) => stream.open(response));
    url = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(async () => {
    stream.stop();
    await close(server);
  });

  async function* updates() {
    const { body } = await fetch(url);
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
    const client = updates();
    expect((await client.next()).value).toEqual({ clock: 1, calls: ['a'] });
    state = { clock: 2, calls: ['a'] };
    expect((await client.next()).value).toEqual({ clock: 2 });
    await client.return(undefined);
  });

  it('gives who comes later everything as well', async () => {
    const first = updates();
    await first.next();
    const second = updates();
    expect((await second.next()).value).toEqual({ clock: 1, calls: ['a'] });
    await Promise.all([first.return(undefined), second.return(undefined)]);
  });
});
