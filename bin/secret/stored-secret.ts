import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { CommandRefused } from '../command/command-refused.ts';

export type Fields = Record<string, unknown>;

/** A secret of named fields in Secrets Manager, as it was when it was opened. */
export interface StoredSecret {
  name: string;
  /** `undefined` when there is no such secret yet. */
  present: Fields | undefined;
  /** Adds the fields to the existing ones, or creates the secret. */
  write(fields: Fields): Promise<void>;
}

/** Rejects if the stored value is not an object of fields; the message shows no part of it. */
export async function openSecret(client: SecretsManagerClient, name: string): Promise<StoredSecret> {
  const value = await client.send(new GetSecretValueCommand({ SecretId: name })).catch((error: Error) => {
    if (error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  });
  const present = value && fieldsIn(name, value.SecretString);
  return {
    name,
    present,
    async write(fields) {
      const SecretString = JSON.stringify({ ...present, ...fields });
      if (present) await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
      else await client.send(new CreateSecretCommand({ Name: name, SecretString }));
    },
  };
}

function fieldsIn(name: string, text: string | undefined): Fields {
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new CommandRefused(
    `${name} does not hold a JSON object, so no field can be added. Nothing was stored. Replace it first: aws secretsmanager put-secret-value --secret-id ${name} --secret-string '{}'`,
  );
}

/** The parser's own message would quote the secret. */
function parsed(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
