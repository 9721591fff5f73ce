import type { Configuration } from './queue-config.ts';

/** The SIP domain that Mindful calls back on. Twilio's domain names are unique in the world, hence the account's digits. */
export function sipDomainName({ accountSid, twilio }: Configuration, stage: string): string {
  return `${twilio.sipDomain ?? `callback-${stage}-${accountSid.slice(-8)}`}.sip.twilio.com`;
}
