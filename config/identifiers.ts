import { text } from './forms.ts';

export const phoneNumber = text(/^\+[1-9][0-9]{5,14}$/, 'a phone number in E.164 form, such as "+14155550100"');
export const hostName = text(/^[A-Za-z0-9.-]+$/, 'a host name: letters, digits, dots and hyphens');

export function twilioSid(prefix: string, name: string) {
  return text(
    new RegExp(`^${prefix}[0-9a-f]{32}$`),
    `a ${name} SID: ${prefix} and 32 lower-case hexadecimal digits, from the Twilio console`,
  );
}
