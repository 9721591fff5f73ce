import { sayWhatComes } from '../../twiml/transfer.ts';
import type { VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook } from '../../webhook.ts';
import type { Acceptance } from '../caller-decision.ts';

/**
 * Out of the queue only `left-queue` leads to Mindful. No page says whether `<Leave>` ends the task, so nothing is spoken between
 * it and the leg whose beginning ends it. An agent who accepts during the sentence gets the caller, who is still in the queue.
 */
export function leaveForMindful(
  document: VoiceResponse,
  { queue }: CallWebhook,
  { way }: Extract<Acceptance, { accepted: true }>,
): void {
  sayWhatComes(document, way, queue.policy);
  document.leave();
}
