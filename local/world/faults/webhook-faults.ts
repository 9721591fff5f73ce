import { matchRoute, type RouteMatch } from '../../aws/gateway/route-match.ts';
import type { SendWebhook, SignedWebhook, WebhookReply } from '../../twilio/webhook-transport.ts';
import type { WebhookFaults } from '../../twilio/webhooks.ts';
import type { VirtualClock } from '../clock/clock.ts';
import type { FaultName, Faults } from './faults.ts';
import { type Astray, astrayNow } from './one-webhook-faults.ts';

const LATE_SECONDS = 30;

/** What Twilio gets instead of the answer; webhooks that are sent reach the service nevertheless. */
const spoilt: Partial<Record<FaultName, (request: SignedWebhook, send: SendWebhook) => Promise<WebhookReply>>> = {
  'webhook-404': async () => answer(404, ''),
  'webhook-500': async () => answer(500, ''),
  'webhook-timeout': async () => noAnswer(),
  'webhook-answer-lost': async (request, send) => {
    await send(request);
    return noAnswer();
  },
  'webhook-bad-twiml': async (request, send) => {
    const reply = await send(request);
    return reply.kind === 'answer' && reply.body !== '' ? { ...reply, body: reply.body.slice(0, -5) } : reply;
  },
};

/** What may happen to webhooks on their way to the service, whose origin is given: to those of Twilio, and to those of Mindful. */
export class WebhookPost implements WebhookFaults {
  readonly #faults: Faults;
  readonly #clock: VirtualClock;
  readonly #serviceOrigin: string;
  readonly #heldBack: (() => Promise<unknown>)[] = [];

  constructor(faults: Faults, clock: VirtualClock, serviceOrigin: string) {
    this.#faults = faults;
    this.#clock = clock;
    this.#serviceOrigin = serviceOrigin;
  }

  async around(request: SignedWebhook, send: SendWebhook): Promise<WebhookReply> {
    if (!request.url.startsWith(`${this.#serviceOrigin}/`)) return send(request);
    for (const [name, spoil] of Object.entries(spoilt))
      if (this.#faults.isOn(name as FaultName)) return spoil(request, send);
    const match = matchRoute(request.method, new URL(request.url).pathname);
    const reply = await this.deliver(match, () => send(request));
    // Nobody waits for what is said to a report; of anything else that has not arrived Twilio gets no answer.
    return reply ?? (isReport(match) ? answer(204, '') : noAnswer());
  }

  /** Delivers a webhook, now, later, twice or not at all; resolves to the answer that its sender gets. */
  async deliver<Reply>(match: RouteMatch | undefined, send: () => Promise<Reply>): Promise<Reply | undefined> {
    const astray = this.#astray(match);
    if (astray === 'lost') return undefined;
    if (astray === 'late') this.#clock.after(LATE_SECONDS, () => void this.#clock.track(send()));
    if (astray === 'reorder') this.#heldBack.push(send);
    if (astray === 'late' || astray === 'reorder') return undefined;
    const reply = await send();
    for (const sendHeldBack of this.#heldBack.splice(0)) await sendHeldBack();
    return astray === 'repeat' ? send() : reply;
  }

  #astray(match: RouteMatch | undefined): Astray | undefined {
    const faults = this.#faults;
    const one = match && astrayNow(faults, match.route.name);
    if (one) return one;
    if (faults.isOn('webhook-repeat')) return 'repeat';
    if (!isReport(match)) return undefined;
    return (['lost', 'late', 'reorder'] as const).find((manner) => faults.isOn(`webhook-${manner}`));
  }
}

/** Twilio reports what has happened and needs no TwiML; the order of arrival is not guaranteed. */
function isReport(match: RouteMatch | undefined): boolean {
  return match?.route.safeAnswer === 'ask-again-later';
}

function answer(status: number, body: string): WebhookReply {
  return { kind: 'answer', status, contentType: 'text/xml', body };
}

function noAnswer(): WebhookReply {
  return { kind: 'failure', failure: 'read', message: 'no answer within 15000 ms' };
}
