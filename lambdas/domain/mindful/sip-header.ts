import type { PhoneNumber } from '../phone-number.ts';
import type { CallTarget } from '../queue-config.ts';

/**
 * The SIP address of a Call Target with the caller's number in its header. The plus sign is sent as %2B: Twilio drops
 * headers with unescaped characters (error 32110), and a raw plus would read as a space where the value is form-decoded.
 * https://www.twilio.com/docs/voice/twiml/sip
 */
export function mindfulSipUri(target: CallTarget, caller: PhoneNumber, queue: string): string {
  const transport = target.transport === 'udp' ? '' : `;transport=${target.transport}`;
  // A queue's name is of lower-case letters, digits and hyphens: nothing to escape.
  const queueHeader = target.queueHeaderName === undefined ? '' : `&${target.queueHeaderName}=${queue}`;
  return `sip:${target.number}@${target.host}:${target.port}${transport}?${target.headerName}=${encodeURIComponent(caller)}${queueHeader}`;
}

/** The value of a SIP header of an INVITE, whose names come in lower case. */
export function sipHeader(headers: ReadonlyMap<string, string>, headerName: string): string | undefined {
  return headers.get(headerName.toLowerCase());
}
