import type { TwimlElement } from '../twiml-grammar.ts';
import type { Dialing } from './dialing.ts';
import { booleanAttribute, methodAttribute, urlAttribute, type VerbContext, type VerbResult } from './verb.ts';

/**
 * What follows a SIP REFER from the far end of a `<Dial>`. With answerOnBridge="false" the referrer's leg ends at once. With "true"
 * it stays until the target answers: the documents of the referUrl are carried out beside it, and where nobody has answered in the
 * end, the result is `undefined` and the caller is back with the referrer. An `<Enqueue>` is allowed there; that an agent who takes
 * the call is no "answer" is inferred. Twilio hands over the Refer-To header as it came.
 * https://www.twilio.com/docs/voice/api/refer-to-twilio
 */
export async function followRefer(
  element: TwimlElement,
  toUri: string,
  dialing: Dialing,
  context: VerbContext,
): Promise<VerbResult | undefined> {
  const url = urlAttribute(element, 'referUrl', context) ?? context.documentUrl;
  const method = methodAttribute(element, 'referMethod');
  const request = { method, url, parameters: { ReferTransferTarget: `<${toUri}>` } };
  if (!booleanAttribute(element, 'answerOnBridge')) {
    dialing.finish({ kind: 'referred', toUri });
    context.call.moveTo('listening');
    return { kind: 'document', request };
  }
  let isAnswered = false;
  const targetAnswers = () => {
    if (!isAnswered) dialing.finish({ kind: 'referred', toUri });
    isAnswered = true;
  };
  dialing.wait();
  const ending = await context.runDocuments(request, { ...context, targetAnswers });
  if (ending === 'out-of-verbs' && !isAnswered) return undefined;
  targetAnswers();
  return { kind: 'hang-up' };
}
