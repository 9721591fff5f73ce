import { numberChoice } from '../../domain/offer/keyed-number.ts';
import { type Quote, type QuoteInUrl, quoteToUrl } from '../../domain/quote.ts';
import { routeUrl } from '../../routes.ts';
import { sentencesIn } from '../../speech/languages.ts';
import type { Step, WaitQuery } from '../../webhook.ts';
import { decideForCaller } from '../caller-decision.ts';

/**
 * The decision as JSON, for flows that stay in Studio or a Twilio Function. `avgTaskAcceptanceTime` is the field of Twilio's
 * guide: the estimated wait in seconds, `null` when unknown, so that a comparison with the threshold finds no match.
 */
export const waitTime: Step<'wait-time'> = async (webhook, services) => {
  const { policy, snapshot } = webhook.queue;
  const decision = await decideForCaller(webhook, services, { place: 'before-queue', heldSeconds: 0 });
  const offer = decision.kind !== 'queue';
  const wait = offer || decision.because !== 'wait-unknown' ? snapshot?.wait : undefined;
  const isAskedAgain = !offer && decision.callback !== undefined && policy.callingAgain === 'ask';
  return {
    body: {
      json: {
        avgTaskAcceptanceTime: wait ? Math.round(wait.quoteSeconds) : null,
        offer,
        decision: isAskedAgain ? 'open-callback' : decision.kind,
        ...(isAskedAgain && { openCallbackUrl: routeUrl(webhook.origin, 'open-callback', webhook.queue) }),
        ...(offer
          ? {
              phrase: sentencesIn(policy.language).wait(decision.quote),
              question: questionOf(webhook, decision.quote),
              waitSeconds: decision.quote.waitSeconds,
              ...acceptanceUrls(webhook, quoteToUrl(decision.quote)),
            }
          : { because: decision.because }),
      },
    },
    log: { decision: decision.kind, ...(!offer && { because: decision.because }) },
  };
};

/** Where a yes leads, and where one for another number does. Who has no number of their own to be called on keys one in. */
function acceptanceUrls({ origin, queue, caller }: WaitQuery, quote: QuoteInUrl) {
  const choice = numberChoice(queue, caller);
  const anotherNumberUrl = routeUrl(origin, 'key-number', queue, quote);
  if (choice === 'another') return { transferUrl: anotherNumberUrl, anotherNumberUrl };
  const transferUrl = routeUrl(origin, 'transfer', queue, quote);
  return choice === 'either' ? { transferUrl, anotherNumberUrl } : { transferUrl };
}

function questionOf({ queue, caller }: WaitQuery, quote: Quote): string {
  const { offer, anotherNumber } = sentencesIn(queue.policy.language);
  return numberChoice(queue, caller) === 'either' ? `${offer(quote)} ${anotherNumber}` : offer(quote);
}
