import { sipHeader } from '../../domain/mindful/sip-header.ts';
import { type PhoneNumber, readPhoneNumber } from '../../domain/phone-number.ts';
import type { Webhook } from '../../webhook.ts';

/** Whom Mindful brings back: the number in the header that we once sent. The caller ID may be Mindful's own. */
export function returningCaller({ parameters, queue }: Webhook): PhoneNumber | undefined {
  return readPhoneNumber(sipHeader(parameters, queue.callTarget.headerName));
}
