import { sipHeader } from '../../domain/mindful/sip-header.ts';
import { type PhoneNumber, readPhoneNumber } from '../../domain/phone-number.ts';
import type { CallRequest } from '../../webhook.ts';

/** Whom Mindful brings back: the number in the header that we once sent. The caller ID may be Mindful's own. */
export function returningCaller({ sipHeaders, queue }: CallRequest): PhoneNumber | undefined {
  return readPhoneNumber(sipHeader(sipHeaders, queue.callTarget.headerName));
}
