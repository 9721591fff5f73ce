import { standardParameters } from '../calls/call-parameters.ts';
import { notify } from '../calls/notify.ts';
import type { TwimlElement } from '../twiml-grammar.ts';
import type { WebhookParameters } from '../webhooks.ts';
import { methodAttribute, nextVerb, urlAttribute, type VerbContext, type VerbResult } from './verb.ts';

/**
 * Hands a verb's result to its action URL, if it has one. After the caller hung up Twilio still requests the URL, but
 * ignores the answer.
 */
export async function followAction(
  element: TwimlElement,
  context: VerbContext,
  parameters: WebhookParameters,
): Promise<VerbResult> {
  const { call, services } = context;
  const url = urlAttribute(element, 'action', context);
  if (!url) return nextVerb;
  const method = methodAttribute(element);
  if (!call.isOver) return { kind: 'document', request: { method, url, parameters } };
  const all = { ...standardParameters(call, services.accountSid), ...parameters };
  await notify({ method, url, parameters: all }, call, services);
  return { kind: 'hang-up' };
}
