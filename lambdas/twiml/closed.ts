import type { QueuePolicy } from '../domain/queue-config.ts';
import { speak, type VoiceResponse } from './voice-response.ts';

/** What the policy wants outside opening hours; `false` when callers go to the queue as always. */
export function closed(document: VoiceResponse, policy: QueuePolicy): boolean {
  switch (policy.whenClosed.kind) {
    case 'queue':
      return false;
    case 'say':
      speak(document, policy, 'closed');
      document.hangup();
      return true;
    case 'redirect':
      document.redirect(policy.whenClosed.url);
      return true;
  }
}
