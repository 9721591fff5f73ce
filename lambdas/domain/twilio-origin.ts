import type { Configuration } from './queue-config.ts';

export type TwilioRegion = Configuration['twilio']['region'];

/** The edge that a region's hosts are named with. */
export const edgeOfRegion: Readonly<Record<TwilioRegion, string>> = { us1: 'ashburn', ie1: 'dublin', au1: 'sydney' };

/**
 * Where a product of Twilio's answers for a region. Hosts without a region are US1's; those of a region name its edge as well.
 * https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
 */
export function twilioOrigin(product: 'api' | 'taskrouter', region: TwilioRegion): string {
  const place = region === 'us1' ? '' : `.${edgeOfRegion[region]}.${region}`;
  return `https://${product}${place}.twilio.com`;
}
