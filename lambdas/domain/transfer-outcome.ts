/** What became of a caller who was handed to Mindful. */
export type TransferOutcome = 'taken' | 'caller-left' | 'failed';

export interface EndedTransfer {
  /** Twilio's DialCallStatus. */
  dialCallStatus: string | undefined;
  dialSeconds: number;
  /** The caller's own call is over: nothing more can be said to them. */
  callerHungUp: boolean;
}

/**
 * Mindful refuses by answering, speaking and hanging up, which looks to Twilio like success. So a leg counts as taken only
 * if it lasted long enough for a registration. Who hung up early may have registered all the same.
 * https://www.twilio.com/docs/voice/twiml/dial
 */
export function transferOutcome(transfer: EndedTransfer, registrationSeconds: number): TransferOutcome {
  const answered = transfer.dialCallStatus === 'completed' || transfer.dialCallStatus === 'answered';
  if (answered && transfer.dialSeconds >= registrationSeconds) return 'taken';
  return transfer.callerHungUp ? 'caller-left' : 'failed';
}
