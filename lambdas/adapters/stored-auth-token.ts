import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { cause } from './cause.ts';
import { authTokenIn } from './secret-auth-tokens.ts';

/**
 * The token as the secret holds it now: a deploy that is run again after `npm run secret` must not meet the token of before.
 * Rejects with what a person has to do.
 */
export async function readStoredAuthToken(client: SecretsManagerClient, secretName: string): Promise<string> {
  const token = authTokenIn(await readSecret(client, secretName));
  if (token !== undefined) return token;
  throw new Error(`secret ${secretName} holds no auth token: store it with npm run secret, then deploy again`);
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
