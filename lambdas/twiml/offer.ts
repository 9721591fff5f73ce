import type { FixedSentences } from '../speech/sentences.ts';
import { announce, type SpeakingQueue, say, speak, type VoiceResponse } from './voice-response.ts';

export interface KeyQuestion {
  queue: SpeakingQueue;
  /** A fixed sentence to hear before. */
  first?: keyof FixedSentences | undefined;
  /** The message to callers comes before everything else. */
  announced?: boolean;
  question: string;
  /** Where the key goes. */
  action: string;
}

const SECONDS_TO_CHOOSE = 5;

/**
 * Takes one key, which interrupts what is said in it at once; silence falls through to the next verb. Without
 * `numDigits` a caller would wait five seconds after the key; with `finishOnKey` unset, "#" would vanish.
 * https://www.twilio.com/docs/voice/twiml/gather
 */
export function gatherKey(document: VoiceResponse, action: string): ReturnType<VoiceResponse['gather']> {
  return document.gather({ numDigits: 1, finishOnKey: '', timeout: SECONDS_TO_CHOOSE, action });
}

/** Asks for one key. */
export function askForKey(document: VoiceResponse, { queue, first, announced, question, action }: KeyQuestion): void {
  const gather = gatherKey(document, action);
  if (announced) announce(gather, queue);
  if (first) speak(gather, queue.policy, first);
  say(gather, queue.policy, question);
}
