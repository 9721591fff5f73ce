import { type TransferOutcome, transferOutcome } from '../../domain/callback/transfer-outcome.ts';
import { numberIn, type Webhook } from '../../webhook.ts';

/** What became of the transfer that a Dial's action reports. */
export function outcomeOfTransfer({ parameters, queue }: Webhook): TransferOutcome | 'unknown' {
  const ended = {
    dialCallStatus: parameters.get('DialCallStatus'),
    dialSeconds: numberIn(parameters, 'DialCallDuration'),
    callStatus: parameters.get('CallStatus'),
  };
  return transferOutcome(ended, queue.policy.registrationSeconds);
}
