import { type SimulatedCredentials, signers } from '../../twilio/simulated-credentials.ts';
import { oneOfField, optional, readFields } from './input.ts';

const fields = optional({ signWith: oneOfField(signers) });

/** What Twilio signs its webhooks with, now and from now on. */
export function showSigning({ signer }: SimulatedCredentials) {
  return { signWith: signer, choices: signers };
}

/** `{"signWith": "shared-key"}` */
export function changeSigning(credentials: SimulatedCredentials, body: object) {
  const { signWith } = readFields(body, fields);
  if (signWith !== undefined) credentials.signWith(signWith);
  return showSigning(credentials);
}
