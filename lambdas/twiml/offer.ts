import type { QueuePolicy } from '../domain/queue-config.ts';
import { speak, type VoiceResponse } from './voice-response.ts';

export interface KeyQuestion {
  policy: QueuePolicy;
  sentences: string[];
  /** Where the key goes. */
  action: string;
}

const SECONDS_TO_CHOOSE = 5;

/**
 * Reads sentences and takes one key, which interrupts them at once; silence falls through to the next verb. Without
 * `numDigits` a caller would wait five seconds after the key; with `finishOnKey` unset, "#" would vanish.
 * https://www.twilio.com/docs/voice/twiml/gather
 */
export function askForKey(document: VoiceResponse, question: KeyQuestion): void {
  const gather = document.gather({
    numDigits: 1,
    finishOnKey: '',
    timeout: SECONDS_TO_CHOOSE,
    action: question.action,
  });
  for (const sentence of question.sentences) speak(gather, question.policy, sentence);
}
