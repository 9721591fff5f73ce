import { cleanText } from '../clean-text.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { CallTarget } from '../queue-config.ts';

/**
 * The SIP address of a Call Target with the caller's number in its header. The plus sign is sent as %2B: Twilio drops
 * headers with unescaped characters (error 32110), and a raw plus would read as a space where the value is form-decoded.
 * https://www.twilio.com/docs/voice/twiml/sip
 */
export function mindfulSipUri(target: CallTarget, caller: PhoneNumber, queue: string): string {
  const transport = target.transport === 'udp' ? '' : `;transport=${target.transport}`;
  const region = target.sipRegion === undefined ? '' : `;region=${target.sipRegion}`;
  const edge = target.sipEdge === undefined ? '' : `;edge=${target.sipEdge}`;
  // A queue's name is of lower-case letters, digits and hyphens: nothing to escape.
  const queueHeader = target.queueHeaderName === undefined ? '' : `&${target.queueHeaderName}=${queue}`;
  return `sip:${target.number}@${target.host}:${target.port}${transport}${region}${edge}?${target.headerName}=${encodeURIComponent(caller)}${queueHeader}`;
}

/** The headers of an INVITE, of which Twilio makes parameters. Their sender chooses the case of the names: here it is lower. */
export function sipHeadersOf(parameters: Readonly<Record<string, string | undefined>>): Map<string, string> {
  const headers = new Map<string, string>();
  for (const name in parameters) {
    const header = /^SipHeader_(.+)$/i.exec(name)?.[1]?.toLowerCase();
    if (header !== undefined && !headers.has(header)) headers.set(header, cleanText(parameters[name] ?? ''));
  }
  return headers;
}

/** The value of a SIP header of an INVITE, whose names come in lower case. */
export function sipHeader(headers: ReadonlyMap<string, string>, headerName: string): string | undefined {
  return headers.get(headerName.toLowerCase());
}
