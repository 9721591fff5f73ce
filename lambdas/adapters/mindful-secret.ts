import { GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import type { AuthTokens } from '../services.ts';
import { RememberedSecret, type SecretAccess } from './remembered-secret.ts';

/** What the secret may hold; each part is needed only where the configuration makes use of it. */
export interface MindfulCredentials {
  /** Last part of the URL that Mindful's webhook posts to. */
  webhookKey?: string;
  /** API access token of the Scheduler widgets. */
  widgetToken?: string;
  /** Of an Application Client, for Mindful's API. */
  clientId?: string;
  clientSecret?: string;
}

const NAMES = ['webhookKey', 'widgetToken', 'clientId', 'clientSecret'] as const;

/** A guessable key would let anybody confirm callbacks. */
const MIN_KEY_LENGTH = 16;

/** Mindful's credentials from Secrets Manager, kept in memory. A secret that does not exist holds nothing. */
export class MindfulSecret implements AuthTokens {
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
  const values = jsonIn(secret);
  if (typeof values !== 'object' || values === null) throw new Error(`secret ${secretName} is not a JSON object`);
  const filled = Object.entries(values).filter(([name, value]) => isName(name) && isFilled(value));
  return Object.fromEntries(filled);
}

function jsonIn(secret: string | undefined): unknown {
  try {
    return JSON.parse(secret ?? '');
  } catch {
    return undefined;
  }
}

function isName(name: string): boolean {
  return (NAMES as readonly string[]).includes(name);
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
