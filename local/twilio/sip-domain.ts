import type { CallRoute } from './calls/call.ts';
import type { WebhookParameters } from './webhooks.ts';

/** A SIP domain with the addresses of its IP access control list. */
export interface SipDomain extends CallRoute {
  sid: string;
  /** `example.sip.twilio.com` */
  domainName: string;
  allowedSourceIps: readonly string[];
}

export interface SipCall {
  /** The address dialled: `sip:return-support@example.sip.twilio.com`. */
  to: string;
  /** The From header's address. */
  from: string;
  /** Of the INVITE, names as sent. */
  headers: Readonly<Record<string, string>>;
  sourceIp: string;
}

/** `refused` is the SIP response: 403 from an address that is not on the list, 404 for an unknown domain. */
export type SipCallAnswer = { callSid: string } | { refused: 403 | 404 };

export function domainOf({ to, sourceIp }: SipCall, domains: readonly SipDomain[]): SipDomain | { refused: 403 | 404 } {
  const host = /^sips?:[^@]+@([^:;?]+)/i.exec(to)?.[1]?.toLowerCase();
  const domain = domains.find(({ domainName }) => domainName.toLowerCase() === host);
  if (!domain) return { refused: 404 };
  return domain.allowedSourceIps.includes(sourceIp) ? domain : { refused: 403 };
}

/**
 * What webhooks of a SIP call carry besides the standard parameters. Of the headers only `X-...` and `User-to-User` are
 * passed on, their names in the sender's case. https://www.twilio.com/docs/voice/api/sip-twiml
 */
export function sipParameters(call: SipCall, domain: SipDomain, callSid: string): WebhookParameters {
  const passed = Object.entries(call.headers).filter(([name]) => /^(x-.+|user-to-user)$/i.test(name));
  return {
    SipDomain: domain.domainName,
    SipDomainSid: domain.sid,
    SipCallId: `${callSid.slice(2)}@${call.sourceIp}`,
    SipSourceIp: call.sourceIp,
    ...Object.fromEntries(passed.map(([name, value]) => [`SipHeader_${name}`, value])),
  };
}
