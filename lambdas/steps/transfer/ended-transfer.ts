import { type TransferOutcome, transferOutcome } from '../../domain/callback/transfer-outcome.ts';
import type { CallRequest } from '../../webhook.ts';

/** What became of the transfer that a Dial's action reports. */
export function outcomeOfTransfer({ parameters, queue }: CallRequest): TransferOutcome | 'unknown' {
  const ended = {
    dialCallStatus: parameters.DialCallStatus,
    dialSeconds: parameters.DialCallDuration,
    callStatus: parameters.CallStatus,
  };
  return transferOutcome(ended, queue.policy.registrationSeconds);
}
