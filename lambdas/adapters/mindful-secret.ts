import { GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { document, json, lenient, readAs } from '../domain/document.ts';
import type { RotatingKeys } from '../services.ts';
import { RememberedSecret, type SecretAccess } from './remembered-secret.ts';

const part = lenient(v.pipe(v.string(), v.nonEmpty()));

/** What the secret may hold; each part is needed only where the configuration makes use of it. */
const credentials = document({
  /** Last part of the URL that Mindful's webhook posts to. */
  webhookKey: part,
  /** API access token of the Scheduler widgets. */
  widgetToken: part,
  /** Of an Application Client, for Mindful's API. */
  clientId: part,
  clientSecret: part,
});

export type MindfulCredentials = v.InferOutput<typeof credentials>;

/** A guessable key would let anybody confirm callbacks. */
const MIN_KEY_LENGTH = 16;

/** Mindful's credentials from Secrets Manager, kept in memory. A secret that does not exist holds nothing. */
export class MindfulSecret implements RotatingKeys<string> {
  readonly #secret: RememberedSecret<MindfulCredentials>;

  constructor(access: SecretAccess) {
    this.#secret = new RememberedSecret({ ...access, fetch: () => fetchCredentials(access) });
  }

  credentials(): Promise<MindfulCredentials> {
    return this.#secret.read();
  }

  /** The webhook's keys: none as long as the secret has none, so that nobody gets in. */
  async read(): Promise<string[]> {
    return keysIn(await this.#secret.read());
  }

  async readAgain(): Promise<string[] | undefined> {
    const credentials = await this.#secret.readAgain();
    return credentials && keysIn(credentials);
  }
}

async function fetchCredentials({ client, secretName }: SecretAccess): Promise<MindfulCredentials> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretName }));
    return credentialsIn(SecretString, secretName);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return {};
    throw error;
  }
}

function keysIn({ webhookKey }: MindfulCredentials): string[] {
  return webhookKey !== undefined && webhookKey.length >= MIN_KEY_LENGTH ? [webhookKey] : [];
}

/** Throws when the secret is not a JSON object. Its text must not get into the message. */
function credentialsIn(secret: string | undefined, secretName: string): MindfulCredentials {
  const values = readAs(json(credentials), secret);
  if (!values) throw new Error(`secret ${secretName} is not a JSON object`);
  return values;
}
