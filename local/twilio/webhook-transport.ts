import { once } from 'node:events';
import http from 'node:http';

export interface TimeLimits {
  connectTimeoutMs: number;
  /** Until the first packet of the answer, and from each to the next. */
  readTimeoutMs: number;
  /** Until the whole answer is there. */
  totalTimeoutMs: number;
}

/** One HTTP request of a webhook, signed and ready to go. */
export interface SignedWebhook extends TimeLimits {
  method: 'GET' | 'POST';
  /** The public URL that was signed, with the query. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Form-encoded; empty for GET. */
  body: string;
}

export type WebhookReply =
  | { kind: 'answer'; status: number; contentType: string; body: string; requestId?: string }
  | { kind: 'failure'; failure: 'bad-host' | 'connect' | 'read'; message: string };

export type SendWebhook = (request: SignedWebhook) => Promise<WebhookReply>;

export interface Transport {
  send: SendWebhook;
  /** Closes the kept-alive connections. */
  close(): void;
}

/**
 * Sends webhooks over HTTP on this machine. `origins` says where each public origin is served, for example
 * `https://localhost` at `http://127.0.0.1:3000`; any other host is as unreachable as an unknown name.
 */
export function createHttpTransport(origins: Readonly<Record<string, string>>): Transport {
  const agent = new http.Agent({ keepAlive: true });
  return {
    send: async (request) => {
      const { origin } = new URL(request.url);
      const served = Object.hasOwn(origins, origin) ? origins[origin] : undefined;
      if (!served) return { kind: 'failure', failure: 'bad-host', message: `nothing is served at ${origin}` };
      return exchange(request, new URL(served), agent);
    },
    close: () => agent.destroy(),
  };
}

async function exchange(request: SignedWebhook, server: URL, agent: http.Agent): Promise<WebhookReply> {
  const outgoing = startRequest(request, server, agent);
  const giveUp = (what: string, ms: number) => outgoing.destroy(new Error(`no ${what} within ${ms} ms`));
  let connected = false;
  let problem: Error | undefined;
  outgoing.on('error', (error) => {
    problem = error;
  });
  outgoing.on('socket', (socket) => {
    connected = !socket.connecting;
    // A kept-alive socket comes connected: it must not collect a listener for every request.
    if (!connected) {
      socket.once('connect', () => {
        connected = true;
      });
    }
  });
  const timers = [
    setTimeout(() => connected || giveUp('connection', request.connectTimeoutMs), request.connectTimeoutMs),
    setTimeout(() => giveUp('answer', request.readTimeoutMs), request.readTimeoutMs),
    setTimeout(() => giveUp('whole answer', request.totalTimeoutMs), request.totalTimeoutMs),
  ];
  try {
    return await answerTo(outgoing, () => timers[1]?.refresh());
  } catch (error) {
    const { message } = problem ?? (error as Error);
    return { kind: 'failure', failure: connected ? 'read' : 'connect', message };
  } finally {
    timers.forEach(clearTimeout);
  }
}

function startRequest(request: SignedWebhook, server: URL, agent: http.Agent): http.ClientRequest {
  // The path goes out as it was signed: URL would normalise it.
  const path = request.url.replace(/^https?:\/\/[^/?]*/i, '').replace(/^(?!\/)/, '/');
  const headers = { ...request.headers, host: new URL(request.url).host };
  const { hostname, port } = server;
  const outgoing = http.request({ hostname, port, path, method: request.method, headers, agent });
  outgoing.end(request.body);
  return outgoing;
}

async function answerTo(outgoing: http.ClientRequest, onPacket: () => void): Promise<WebhookReply> {
  const [response] = (await once(outgoing, 'response')) as [http.IncomingMessage];
  onPacket();
  return readAnswer(response, onPacket);
}

async function readAnswer(response: http.IncomingMessage, onPacket: () => void): Promise<WebhookReply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    onPacket();
  }
  const { 'content-type': contentType = '', 'apigw-requestid': requestId } = response.headers;
  return {
    kind: 'answer',
    status: response.statusCode ?? 0,
    contentType,
    body: Buffer.concat(chunks).toString('utf8'),
    requestId: requestId?.toString(),
  };
}
