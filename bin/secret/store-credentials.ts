import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CommandRefused } from '../command/command-refused.ts';
import { checkCredential } from './check-credential.ts';
import { type CredentialSource, readMindfulCredentials } from './credentials.ts';
import { type Fields, openSecret, type StoredSecret } from './stored-secret.ts';
import { readTwilioFields } from './twilio-fields.ts';

export interface SecretOrder extends CredentialSource {
  stage: string;
  accountSid: string;
  client: SecretsManagerClient;
  /** Of Twilio's REST API. */
  twilioOrigin: string;
  /** Missing secrets are created without asking. */
  mayCreate: boolean;
  /** Twilio's ID of a SharedKey that is to be forgotten. */
  dropSharedKey?: string | undefined;
}

/** Stores nothing before everything has been entered and checked. Returns what was done, one line per secret. */
export async function storeCredentials(order: SecretOrder): Promise<string[]> {
  const { stage, client } = order;
  // These come first, so that nobody types a token in vain.
  const twilio = await openSecret(client, `callback/${stage}/twilio`);
  const mindful = await openSecret(client, `callback/${stage}/mindful`);
  await confirmCreation(twilio, order);
  const { fields, credentials } = await readTwilioFields(order, twilio.present, order.dropSharedKey);
  const { authToken, apiKey } = credentials;
  const { twilioOrigin, accountSid } = order;
  if (authToken !== undefined)
    await checkCredential(twilioOrigin, accountSid, { user: accountSid, password: authToken });
  if (apiKey) await checkCredential(twilioOrigin, accountSid, apiKey);
  const mindfulFields = await readMindfulCredentials(order);
  const hasMindful = Object.keys(mindfulFields).length > 0;
  if (hasMindful) await confirmCreation(mindful, order);
  const done = [await write(twilio, fields)];
  if (hasMindful) done.push(await write(mindful, mindfulFields));
  return done;
}

async function confirmCreation(
  { name, present }: StoredSecret,
  { client, terminal, mayCreate }: SecretOrder,
): Promise<void> {
  if (present || mayCreate) return;
  const region = await client.config.region();
  const missing = `There is no secret ${name} in ${region} yet.`;
  if (!terminal) throw new CommandRefused(`${missing} Write --create to create it.`);
  const answer = await terminal.ask(`${missing} Create it? (yes/no) `);
  if (!/^y(es)?$/i.test(answer)) throw new CommandRefused('Nothing was stored.');
}

async function write(secret: StoredSecret, fields: Fields): Promise<string> {
  await secret.write(fields);
  return `${secret.name} ${secret.present ? 'updated' : 'created'}`;
}
