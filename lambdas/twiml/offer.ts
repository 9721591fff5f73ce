import type { FixedSentences } from '../speech/sentences.ts';
import { announce, type SpeakingQueue, say, speak, type VoiceResponse } from './voice-response.ts';

export interface KeyQuestion {
  queue: SpeakingQueue;
  /** A fixed sentence to hear before. */
  first?: keyof FixedSentences | undefined;
  /** The message to callers comes before everything else. */
  announced?: boolean;
  question: string;
  /** A fixed sentence to hear after the question. */
  last?: keyof FixedSentences | undefined;
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
export function askForKey(
  document: VoiceResponse,
  { queue, first, announced, question, last, action }: KeyQuestion,
): void {
  const gather = gatherKey(document, action);
  if (announced) announce(gather, queue);
  if (first) speak(gather, queue.policy, first);
  say(gather, queue.policy, question);
  if (last) speak(gather, queue.policy, last);
}

/** Most numbers are looked up while they are keyed in. */
const SECONDS_BETWEEN_DIGITS = 10;

/** Fifteen digits of a number, and what is dialled before them. */
const MOST_DIGITS = 20;

/** Asks for a phone number; "#" ends it, or a silence. */
export function askForNumber(
  document: VoiceResponse,
  { queue, first, action }: Pick<KeyQuestion, 'queue' | 'first' | 'action'>,
): void {
  const limits = { numDigits: MOST_DIGITS, finishOnKey: '#', timeout: SECONDS_BETWEEN_DIGITS };
  const gather = document.gather({ ...limits, action });
  if (first) speak(gather, queue.policy, first);
  speak(gather, queue.policy, 'enterNumber');
}
