/**
 * Twilio gives a document 15 s in all. Three attempts of 4.5 s fit in, and what is left is for the fallback URL; by default
 * Twilio would neither repeat after an error nor stop before 15 s.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const documentOverrides = '#rc=2&rp=ct,rt,5xx&ct=2000&rt=4500&tt=14000';

/** Nobody waits for these, so a lost one is worth more attempts. */
export const notificationOverrides = '#rc=4&rp=ct,rt,5xx&ct=2000&rt=5000&tt=15000';

export function withoutOverrides(url: string | null | undefined): string {
  return url?.split('#')[0] ?? '';
}
