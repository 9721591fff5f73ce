/** `TWILIO_ENDPOINT_URL` serves every Twilio host in rehearsals, as AWS_ENDPOINT_URL does for AWS. */
export function twilioOrigin(host: 'api' | 'taskrouter'): string {
  return process.env['TWILIO_ENDPOINT_URL'] ?? `https://${host}.twilio.com`;
}
