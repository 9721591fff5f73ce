import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { readTwilioCredentials, type TwilioCredentials } from '../domain/twilio-credentials.ts';
import { cause } from './cause.ts';

/**
 * The credentials as the secret holds them now: a deploy that is run again after `npm run secret` must not meet those of before.
 * Rejects with what a person has to do.
 */
export async function readStoredCredentials(
  client: SecretsManagerClient,
  secretName: string,
): Promise<TwilioCredentials> {
  const credentials = readTwilioCredentials(await readSecret(client, secretName));
  if (credentials.signingKeys.length > 0) return credentials;
  throw new Error(
    `secret ${secretName} holds no auth token and no SharedKey: store one with npm run secret, then deploy again`,
  );
}

async function readSecret(client: SecretsManagerClient, secretName: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: secretName }))).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      throw new Error(`there is no secret ${secretName}: create it with npm run secret, then deploy again`);
    }
    throw new Error(
      `Secrets Manager did not give secret ${secretName} (${cause(error as Error)}): see the AWS Health Dashboard and what this function may read, then deploy again`,
    );
  }
}
