import { type CallbackRecord, dueAtMs } from '../../domain/callback/callback-record.ts';
import { dueAt } from '../../domain/callback/due.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import { routeUrl } from '../../routes.ts';
import { sentencesIn } from '../../speech/languages.ts';
import { askForKey } from '../../twiml/offer.ts';
import { speak, VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallRequest, CallWebhook, Step } from '../../webhook.ts';
import { sendToQueue } from '../enqueue-caller.ts';

type Open = Pick<CallbackRecord, 'acceptedAtMs' | 'quotedWaitSeconds' | 'dueAtMs'>;

/** When the callback comes, and what the caller may do about it; silence falls through to the queue and changes nothing. */
export function askAboutCallback(
  document: VoiceResponse,
  webhook: CallRequest & Pick<CallWebhook, 'queue'>,
  { callback, again }: { callback: Open; again?: boolean },
): void {
  const { queue, origin } = webhook;
  const due = dueAt(dueAtMs(callback), queue.policy, queue.nowMs);
  askForKey(document, {
    queue,
    first: again ? 'wrongKey' : undefined,
    question: sentencesIn(queue.policy.language).openCallback(due),
    action: routeUrl(origin, 'open-callback', queue, { attempt: again ? '2' : undefined }),
  });
  sendToQueue(document, webhook, { withoutOffers: true });
}

/** The key of a caller whose callback is open: 1 keeps it, 2 cancels it, another is asked once more, none is asked. */
export const openCallback: Step<'open-callback'> = async (webhook, services) => {
  const { parameters, queue, origin, caller, state } = webhook;
  const document = new VoiceResponse();
  const answer = (reply: string) => ({ body: { twiml: document.toString() }, log: { reply } });
  switch (parameters.Digits) {
    case '1':
      speak(document, queue.policy, 'callbackKept');
      document.hangup();
      return answer('kept');
    case '2':
      document.redirect(routeUrl(origin, 'cancel-callback', queue));
      return answer('cancel');
    default: {
      const callback = state.attempt === undefined && (await openCallbackOf(caller, queue.name, services));
      // A Studio flow leads its caller here before any key.
      if (callback) askAboutCallback(document, webhook, { callback, again: parameters.Digits !== undefined });
      else sendToQueue(document, webhook, { withoutOffers: true });
      return answer(callback ? 'wrong-key' : 'wrong-key-again');
    }
  }
};

function openCallbackOf(
  caller: PhoneNumber | undefined,
  queue: string,
  { callbacks }: Parameters<typeof openCallback>[1],
): Promise<CallbackRecord | undefined> {
  return caller ? callbacks.find(caller, queue) : Promise.resolve(undefined);
}
