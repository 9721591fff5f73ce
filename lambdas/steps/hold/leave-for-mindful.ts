import { sayWhatComes } from '../../twiml/transfer.ts';
import type { VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook } from '../../webhook.ts';
import type { Acceptance } from '../caller-decision.ts';

/**
 * A caller in the queue reaches Mindful only through `left-queue`. No page says whether `<Leave>` ends the task, so the task is
 * ended when the leg to Mindful begins, and nothing is spoken in between. The sentence comes before `<Leave>`: an agent who accepts
 * during it gets the caller, who is still in the queue.
 */
export function leaveForMindful(
  document: VoiceResponse,
  { queue }: CallWebhook,
  { way }: Extract<Acceptance, { accepted: true }>,
): void {
  sayWhatComes(document, way, queue.policy);
  document.leave();
}
