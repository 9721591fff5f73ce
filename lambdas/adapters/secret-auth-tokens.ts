import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AuthTokens } from '../services.ts';

/** Nobody but Twilio can make a read worth while, so strangers cause one a minute at most. */
const STRANGERS_READ_AFTER_MS = 60_000;

/** What is known is read anew from time to time, so that a token that was replaced is forgotten. */
const REFRESH_AFTER_MS = 5 * 60_000;

/** So long after its successor was made the previous token is still good: Twilio and its secret do not change at one moment. */
export const PREVIOUS_TOKEN_GRACE_MS = 15 * 60_000;

/** An empty key would let anybody sign. Twilio's tokens have 32 characters. */
const MIN_TOKEN_LENGTH = 16;

interface KnownToken {
  token: string;
  goodUntilMs: number;
}

interface Version {
  tokens: string[];
  createdAtMs: number | undefined;
}

type Stage = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

/**
 * Twilio's auth token from Secrets Manager: `{"authToken":"..."}`, kept in memory. During a rotation Twilio may sign with the
 * pending token for minutes before the secret calls it current, or with the previous one for a while.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/mes-partner-TwilioAuthToken
 */
export class SecretAuthTokens implements AuthTokens {
  readonly #client: SecretsManagerClient;
  readonly #secretName: string;
  readonly #nowMs: () => number;
  #known: KnownToken[] = [];
  #reading: Promise<void> | undefined;
  #readAtMs: number | undefined;
  #readInVainAtMs: number | undefined;

  constructor(client: SecretsManagerClient, secretName: string, nowMs: () => number) {
    this.#client = client;
    this.#secretName = secretName;
    this.#nowMs = nowMs;
  }

  /** Rejects only when the secret could not be read and nothing is known from before. */
  async read(): Promise<string[]> {
    if (this.#reading || this.#isOlderThan(this.#readAtMs, REFRESH_AFTER_MS)) await this.#refresh();
    return this.#goodTokens();
  }

  async readAgain(): Promise<string[] | undefined> {
    if (!this.#isOlderThan(this.#readInVainAtMs, STRANGERS_READ_AFTER_MS)) return undefined;
    const before = new Set(this.#goodTokens());
    await this.#refresh();
    const tokens = this.#goodTokens();
    // A token that was not known yet is a rotation; only a read that brings none is held against strangers.
    if (tokens.every((token) => before.has(token))) this.#readInVainAtMs = this.#nowMs();
    return tokens;
  }

  /** Clocks may be set back: a time in the future is as good as none. */
  #isOlderThan(atMs: number | undefined, ageMs: number): boolean {
    return atMs === undefined || Math.abs(this.#nowMs() - atMs) >= ageMs;
  }

  #goodTokens(): string[] {
    const good = this.#known.filter(({ goodUntilMs }) => this.#nowMs() < goodUntilMs);
    return [...new Set(good.map(({ token }) => token))];
  }

  /** One read at a time, whoever asks; with Secrets Manager out of reach, what was known stays known for another minute. */
  async #refresh(): Promise<void> {
    this.#reading ??= this.#fetch().finally(() => {
      this.#reading = undefined;
    });
    try {
      await this.#reading;
    } catch (error) {
      if (this.#known.length === 0) throw error;
      this.#readAtMs = this.#nowMs() - REFRESH_AFTER_MS + STRANGERS_READ_AFTER_MS;
    }
  }

  async #fetch(): Promise<void> {
    const [current, pending, previous] = await Promise.all([
      this.#version('AWSCURRENT'),
      this.#version('AWSPENDING').catch(() => undefined),
      this.#version('AWSPREVIOUS').catch(() => undefined),
    ]);
    const graceEndsMs = (current.createdAtMs ?? this.#nowMs()) + PREVIOUS_TOKEN_GRACE_MS;
    this.#known = [
      ...current.tokens.map((token) => ({ token, goodUntilMs: Number.POSITIVE_INFINITY })),
      ...(pending?.tokens ?? []).map((token) => ({ token, goodUntilMs: Number.POSITIVE_INFINITY })),
      ...(previous?.tokens ?? []).map((token) => ({ token, goodUntilMs: graceEndsMs })),
    ];
    this.#readAtMs = this.#nowMs();
  }

  async #version(VersionStage: Stage): Promise<Version> {
    const { SecretString, CreatedDate } = await this.#client.send(
      new GetSecretValueCommand({ SecretId: this.#secretName, VersionStage }),
    );
    return { tokens: tokenIn(SecretString), createdAtMs: CreatedDate?.getTime() };
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
