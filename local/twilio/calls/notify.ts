import type { VoiceServices } from '../voice-services.ts';
import type { OutgoingWebhook } from '../webhooks.ts';
import type { Call } from './call.ts';

/** Sends a webhook that needs no answer; if it fails, that is a fault of the call nevertheless. */
export async function notify(webhook: OutgoingWebhook, call: Call, services: VoiceServices): Promise<void> {
  const outcome = await services.webhooks.send(webhook, (record) => call.keepWebhook(record));
  if (!outcome.ok) call.fault(`${outcome.message} (error ${outcome.errorCode}, ${webhook.url})`);
}
