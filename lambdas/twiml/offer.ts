import type { QueuePolicy } from '../domain/queue-config.ts';
import type { FixedSentences } from '../speech/sentences.ts';
import { say, speak, type VoiceResponse } from './voice-response.ts';

export interface KeyQuestion {
  policy: QueuePolicy;
  /** A fixed sentence to hear before. */
  first?: keyof FixedSentences | undefined;
  /** A message to callers, before everything else. */
  announcement?: string | undefined;
  question: string;
  /** Where the key goes. */
  action: string;
}

const SECONDS_TO_CHOOSE = 5;

/**
 * Asks and takes one key, which interrupts them at once; silence falls through to the next verb. Without
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
  if (question.announcement !== undefined) say(gather, question.policy, question.announcement);
  if (question.first) speak(gather, question.policy, question.first);
  say(gather, question.policy, question.question);
}
