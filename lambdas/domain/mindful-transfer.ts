import { type PhoneNumber, parsePhoneNumber } from './phone-number.ts';
import type { CallTarget } from './queue-config.ts';

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

/**
 * The caller's number from the header of a return call, or `undefined`. The header is untrusted text that may come back
 * percent-encoded, with the plus lost to form decoding, as hex with `;encoding=hex`, or quoted.
 */
export function callerFromHeader(value: string | undefined): PhoneNumber | undefined {
  if (value === undefined || value.length > MAX_HEADER_LENGTH) return undefined;
  const [first = '', ...parameters] = value.split(';');
  const text = first.trim().replace(/^"(.*)"$/, '$1');
  const isHex = parameters.some((parameter) => /^\s*encoding\s*=\s*"?hex"?\s*$/i.test(parameter));
  const decoded = isHex ? decodeHex(text) : decodePercent(text);
  return parsePhoneNumber(decoded?.trim().replace(/^(\d)/, '+$1'));
}

/** Mindful keeps metadata up to 60 characters; parameters and quotes may come on top. */
const MAX_HEADER_LENGTH = 120;

/** The value of a SIP header parameter of the webhook; the sender chooses the case of the name. */
export function sipHeader(parameters: ReadonlyMap<string, string>, headerName: string): string | undefined {
  const wanted = `sipheader_${headerName}`.toLowerCase();
  for (const [name, value] of parameters) if (name.toLowerCase() === wanted) return value;
  return undefined;
}

function decodeHex(text: string): string | undefined {
  return /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex').toString('latin1') : undefined;
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
