import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AuthTokens } from '../services.ts';

/** A signature that no known token explains may mean a rotation: the secret is read again, but not for every stranger. */
const READ_AGAIN_AFTER_MS = 60_000;

/** An empty key would let anybody sign. Twilio's tokens have 32 characters. */
const MIN_TOKEN_LENGTH = 16;

/** Twilio's auth token from Secrets Manager: `{"authToken":"..."}`, kept in memory. */
export class SecretAuthTokens implements AuthTokens {
  readonly #client: SecretsManagerClient;
  readonly #secretName: string;
  readonly #nowMs: () => number;
  #tokens: Promise<string[]> | undefined;
  #readAtMs = 0;

  constructor(client: SecretsManagerClient, secretName: string, nowMs: () => number) {
    this.#client = client;
    this.#secretName = secretName;
    this.#nowMs = nowMs;
  }

  read(): Promise<string[]> {
    return this.#tokens ?? this.#fetch();
  }

  async readAgain(): Promise<string[] | undefined> {
    return Math.abs(this.#nowMs() - this.#readAtMs) < READ_AGAIN_AFTER_MS ? undefined : this.#fetch();
  }

  #fetch(): Promise<string[]> {
    const tokens = this.#currentToken();
    this.#tokens = tokens;
    this.#readAtMs = this.#nowMs();
    tokens.catch(() => {
      this.#tokens = undefined;
    });
    return tokens;
  }

  async #currentToken(): Promise<string[]> {
    const { SecretString } = await this.#client.send(new GetSecretValueCommand({ SecretId: this.#secretName }));
    return tokenIn(SecretString);
  }
}

function tokenIn(secret: string | undefined): string[] {
  try {
    const { authToken } = JSON.parse(secret ?? '{}') as { authToken?: unknown };
    return typeof authToken === 'string' && authToken.length >= MIN_TOKEN_LENGTH ? [authToken] : [];
  } catch {
    return [];
  }
}
