import { matchRoute } from '../../aws/gateway/route-match.ts';
import type { SendWebhook, SignedWebhook, WebhookReply } from '../../twilio/webhook-transport.ts';
import type { WebhookFaults } from '../../twilio/webhooks.ts';
import type { VirtualClock } from '../clock/clock.ts';
import type { FaultName, Faults } from './faults.ts';

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

/** What may happen to webhooks on their way between Twilio and the service, whose origin is given. */
export function webhookFaults(faults: Faults, clock: VirtualClock, serviceOrigin: string): WebhookFaults {
  const heldBack: (() => Promise<unknown>)[] = [];
  const releaseHeldBack = async () => {
    for (const send of heldBack.splice(0)) await send();
  };
  const postpone = (request: SignedWebhook, send: SendWebhook): WebhookReply | undefined => {
    if (!isReport(request)) return undefined;
    if (faults.isOn('webhook-late')) clock.after(LATE_SECONDS, () => void clock.track(send(request)));
    else if (faults.isOn('webhook-reorder')) heldBack.push(() => send(request));
    else return undefined;
    return answer(204, '');
  };
  return {
    around: async (request, send) => {
      if (!request.url.startsWith(`${serviceOrigin}/`)) return send(request);
      for (const [name, spoil] of Object.entries(spoilt))
        if (faults.isOn(name as FaultName)) return spoil(request, send);
      const postponed = postpone(request, send);
      if (postponed) return postponed;
      const reply = await send(request);
      await releaseHeldBack();
      return faults.isOn('webhook-repeat') ? send(request) : reply;
    },
  };
}

/** Twilio reports what has happened and needs no TwiML; the order of arrival is not guaranteed. */
function isReport({ method, url }: SignedWebhook): boolean {
  return matchRoute(method, new URL(url).pathname)?.route.safeAnswer === 'ask-again-later';
}

function answer(status: number, body: string): WebhookReply {
  return { kind: 'answer', status, contentType: 'text/xml', body };
}

function noAnswer(): WebhookReply {
  return { kind: 'failure', failure: 'read', message: 'no answer within 15000 ms' };
}
