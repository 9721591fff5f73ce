import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { CommandRefused } from '../command/command-line.ts';

/** Writes fields into a secret, beside those that it has; makes the secret if need be. Returns what was done. */
export async function storeSecret(
  client: SecretsManagerClient,
  name: string,
  fields: Record<string, string>,
): Promise<string> {
  const present = await client.send(new GetSecretValueCommand({ SecretId: name })).catch((error: Error) => {
    if (error.name === 'ResourceNotFoundException') return undefined;
    throw new CommandRefused(`Secrets Manager cannot be asked (${error.message}): set AWS_REGION and credentials`);
  });
  const SecretString = JSON.stringify({ ...JSON.parse(present?.SecretString ?? '{}'), ...fields });
  if (present) await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
  else await client.send(new CreateSecretCommand({ Name: name, SecretString }));
  return `${name} ${present ? 'updated' : 'created'}`;
}
