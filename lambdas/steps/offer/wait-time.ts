import { quoteToUrl } from '../../domain/quote.ts';
import { routeUrl } from '../../routes.ts';
import { sentencesIn } from '../../speech/languages.ts';
import type { Step } from '../../webhook.ts';
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
              question: sentencesIn(policy.language).offer(decision.quote),
              waitSeconds: decision.quote.waitSeconds,
              transferUrl: routeUrl(webhook.origin, 'transfer', webhook.queue, quoteToUrl(decision.quote)),
            }
          : { because: decision.because }),
      },
    },
    log: { decision: decision.kind, ...(!offer && { because: decision.because }) },
  };
};
