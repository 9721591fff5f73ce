import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { close, collectBody, listen } from '../../../local/world/loopback-server.ts';

export interface ReceivedWebhook {
  method: string;
  /** Path and query as they arrived. */
  path: string;
  form: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
  validlySigned: boolean;
}

export type Answer =
  | string
  | { status?: number; contentType?: string; body?: string; location?: string }
  | 'never'
  | ((webhook: ReceivedWebhook) => Answer | Promise<Answer>);

export const AUTH_TOKEN = 'a-token-for-tests';
export const ORIGIN = 'https://localhost';

/** TwiML around some verbs. */
export function twiml(verbs = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
}

/** The service as Twilio sees it: answers by path, checks every signature with the twilio package. */
export class WebhookTarget {
  readonly received: ReceivedWebhook[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #server: Server;
  port = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: Error) => response.destroy(error));
    });
  }

  async start(): Promise<this> {
    this.port = await listen(this.#server);
    return this;
  }

  stop(): Promise<void> {
    return close(this.#server);
  }

  get origins(): Record<string, string> {
    return { [ORIGIN]: `http://127.0.0.1:${this.port}` };
  }

  /** What a path answers from now on. A text is TwiML; for another type, status or no answer at all, see Answer. */
  on(path: string, answer: Answer): this {
    this.#answers.set(path, answer);
    return this;
  }

  /** Forms that were posted to a path, oldest first. */
  formsAt(path: string): Record<string, string>[] {
    return this.received.filter((webhook) => webhook.path.split('?')[0] === path).map((webhook) => webhook.form);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const webhook = await receive(request);
    this.received.push(webhook);
    let answer: Answer = this.#answers.get(webhook.path.split('?')[0] ?? '') ?? { status: 404, body: 'no such path' };
    while (typeof answer === 'function') answer = await answer(webhook);
    if (answer === 'never') return;
    const {
      status = 200,
      contentType = 'text/xml',
      body = '',
      location,
    } = typeof answer === 'string' ? { body: answer } : answer;
    response.writeHead(status, { 'content-type': contentType, ...(location && { location }) }).end(body);
  }
}

async function receive(request: IncomingMessage): Promise<ReceivedWebhook> {
  const body = (await collectBody(request, 1_000_000))?.toString('utf8') ?? '';
  const form = Object.fromEntries(new URLSearchParams(body));
  const path = request.url ?? '';
  const signature = String(request.headers['x-twilio-signature'] ?? '');
  const validlySigned = validateRequest(AUTH_TOKEN, signature, `${ORIGIN}${path}`, form);
  return { method: request.method ?? '', path, form, headers: request.headers, validlySigned };
}
