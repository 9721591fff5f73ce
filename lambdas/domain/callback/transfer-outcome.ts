/** What became of a caller who was handed to Mindful. */
export type TransferOutcome = 'taken' | 'caller-left' | 'failed';

export interface EndedTransfer {
  /** Twilio's DialCallStatus. */
  dialCallStatus: string | undefined;
  /** Absent when Twilio did not say. */
  dialSeconds: number | undefined;
  /** Twilio's CallStatus of the caller's own call. */
  callStatus: string | undefined;
}

const answered = ['completed', 'answered'];
const unanswered = ['busy', 'no-answer', 'failed', 'canceled'];
const stillOnTheLine = ['queued', 'initiated', 'ringing', 'in-progress'];

/** Mindful was busy, did not answer or refused: nobody there has heard of the caller. */
export function wasNotAnswered(dialCallStatus: string | undefined): boolean {
  return dialCallStatus !== undefined && unanswered.includes(dialCallStatus);
}

/**
 * Mindful refuses by answering, speaking and hanging up, which looks to Twilio like success. So a leg counts as taken only
 * if it lasted long enough for a registration. Who hung up early may have registered all the same; which status Twilio reports
 * then, no page says, so each counts alike. Anything that Twilio does
 * not document is unknown: that a transfer failed takes a callback away, so it is not guessed.
 * https://www.twilio.com/docs/voice/twiml/dial
 */
export function transferOutcome(transfer: EndedTransfer, registrationSeconds: number): TransferOutcome | 'unknown' {
  const { dialCallStatus = '', dialSeconds, callStatus = '' } = transfer;
  const wasAnswered = answered.includes(dialCallStatus);
  if (!wasAnswered && !unanswered.includes(dialCallStatus)) return 'unknown';
  if (wasAnswered && dialSeconds === undefined) return 'unknown';
  if (wasAnswered && dialSeconds !== undefined && dialSeconds >= registrationSeconds) return 'taken';
  if (callStatus === 'completed') return 'caller-left';
  return stillOnTheLine.includes(callStatus) ? 'failed' : 'unknown';
}
