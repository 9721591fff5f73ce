import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { AuthTokens } from '../services.ts';

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

/** A changed secret is noticed after this long. */
const KEPT_MS = 5 * 60_000;

/** A wrong key may mean a changed one: the secret is read again, but not for every stranger. */
const READ_AGAIN_AFTER_MS = 60_000;

/** A guessable key would let anybody confirm callbacks. */
const MIN_KEY_LENGTH = 16;

/** Mindful's credentials from Secrets Manager, kept in memory. A secret that does not exist holds nothing. */
export class MindfulSecret implements AuthTokens {
  readonly #client: SecretsManagerClient;
  readonly #secretName: string;
  readonly #nowMs: () => number;
  #kept: Promise<MindfulCredentials> | undefined;
  #readAtMs = 0;

  constructor(client: SecretsManagerClient, secretName: string, nowMs: () => number) {
    this.#client = client;
    this.#secretName = secretName;
    this.#nowMs = nowMs;
  }

  credentials(): Promise<MindfulCredentials> {
    return this.#kept && this.#ageMs() < KEPT_MS ? this.#kept : this.#fetch();
  }

  /** The webhook's keys: none as long as the secret has none, so that nobody gets in. */
  async read(): Promise<string[]> {
    return keysIn(await this.credentials());
  }

  async readAgain(): Promise<string[] | undefined> {
    return this.#ageMs() < READ_AGAIN_AFTER_MS ? undefined : keysIn(await this.#fetch());
  }

  #ageMs(): number {
    return Math.abs(this.#nowMs() - this.#readAtMs);
  }

  #fetch(): Promise<MindfulCredentials> {
    const credentials = this.#ask();
    this.#kept = credentials;
    this.#readAtMs = this.#nowMs();
    credentials.catch(() => {
      this.#kept = undefined;
    });
    return credentials;
  }

  async #ask(): Promise<MindfulCredentials> {
    try {
      const { SecretString } = await this.#client.send(new GetSecretValueCommand({ SecretId: this.#secretName }));
      return credentialsIn(SecretString);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return {};
      throw error;
    }
  }
}

function keysIn({ webhookKey }: MindfulCredentials): string[] {
  return webhookKey !== undefined && webhookKey.length >= MIN_KEY_LENGTH ? [webhookKey] : [];
}

function credentialsIn(secret: string | undefined): MindfulCredentials {
  try {
    const values = JSON.parse(secret ?? '{}') as Record<string, unknown>;
    const filled = NAMES.filter((name) => typeof values[name] === 'string' && values[name] !== '');
    return Object.fromEntries(filled.map((name) => [name, values[name]]));
  } catch {
    return {};
  }
}
