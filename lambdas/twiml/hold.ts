import type { QueuePolicy } from '../domain/queue-config.ts';
import type { VoiceResponse } from './voice-response.ts';

/**
 * Hold music. The pause keeps a broken music URL from turning the hold into a request loop: Twilio skips what it can't
 * play and asks for the next document at once.
 */
export function playMusic(document: VoiceResponse, policy: QueuePolicy): void {
  document.play(policy.musicUrl);
  document.pause({ length: 1 });
}

/** The timed verb for a leg that only a machine listens to. */
export function keepSilent(document: VoiceResponse): void {
  document.pause({ length: 20 });
}
