import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { twilioOrigin } from '../../lambdas/domain/twilio-origin.ts';

/** `TWILIO_ENDPOINT_URL` serves every Twilio host in rehearsals, as AWS_ENDPOINT_URL does for AWS. */
export function twilioEndpoint(product: 'api' | 'taskrouter', { twilio }: Configuration): string {
  return process.env['TWILIO_ENDPOINT_URL'] ?? twilioOrigin(product, twilio.region);
}
