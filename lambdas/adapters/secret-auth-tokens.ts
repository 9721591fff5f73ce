import { GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { json, readAs } from '../domain/document.ts';
import type { AuthTokens } from '../services.ts';
import { RememberedSecret, type SecretAccess } from './remembered-secret.ts';

/** So long after its successor was made the previous token is still good: Twilio and its secret do not change at one moment. */
export const PREVIOUS_TOKEN_GRACE_MS = 15 * 60_000;

/** An empty key would let anybody sign. Twilio's tokens have 32 characters. */
const MIN_TOKEN_LENGTH = 16;

interface Version {
  token: string | undefined;
  createdAtMs: number | undefined;
}

type Stage = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

/** The secret's versions; those that no rotation has made are absent. */
interface Versions {
  current: Version;
  pending: Version | undefined;
  previous: Version | undefined;
}

/**
 * Twilio's auth token from Secrets Manager: `{"authToken":"..."}`, kept in memory. During a rotation Twilio may sign with the
 * pending token for minutes before the secret calls it current, or with the previous one for a while.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/mes-partner-TwilioAuthToken
 */
export class SecretAuthTokens implements AuthTokens {
  readonly #access: SecretAccess;
  readonly #secret: RememberedSecret<Versions>;

  constructor(access: SecretAccess) {
    this.#access = access;
    this.#secret = new RememberedSecret({ ...access, fetch: (known) => this.#fetch(known) });
  }

  async read(): Promise<string[]> {
    return this.#goodTokens(await this.#secret.read());
  }

  async readAgain(): Promise<string[] | undefined> {
    const versions = await this.#secret.readAgain();
    return versions && this.#goodTokens(versions);
  }

  #goodTokens({ current, pending, previous }: Versions): string[] {
    const isReplaced = current.token !== undefined;
    const isOver = isReplaced && this.#access.nowMs() >= (current.createdAtMs ?? 0) + PREVIOUS_TOKEN_GRACE_MS;
    const tokens = [current.token, pending?.token, isOver ? undefined : previous?.token];
    return [...new Set(tokens.filter((token) => token !== undefined))];
  }

  /**
   * A current version that is no token was stored by mistake, and counts as a secret that cannot be read: the
   * token that is known stays good, and a function that has just started takes the version before.
   */
  async #fetch(known: Versions | undefined): Promise<Versions> {
    const [current, pending, previous] = await Promise.all([
      this.#version('AWSCURRENT'),
      this.#version('AWSPENDING').catch(unlessMissing(known?.pending)),
      this.#version('AWSPREVIOUS').catch(unlessMissing(known?.previous)),
    ]);
    const versions = { current, pending, previous };
    if (current.token === undefined) {
      const unusable = new Error(
        `secret ${this.#access.secretName} holds no usable auth token: store it with npm run secret`,
      );
      if (known !== undefined || this.#goodTokens(versions).length === 0) throw unusable;
      this.#access.refreshFailed(unusable);
    }
    return versions;
  }

  async #version(VersionStage: Stage): Promise<Version> {
    const { client, secretName } = this.#access;
    const { SecretString, CreatedDate } = await client.send(
      new GetSecretValueCommand({ SecretId: secretName, VersionStage }),
    );
    return { token: authTokenIn(SecretString), createdAtMs: CreatedDate?.getTime() };
  }
}

/** A version that does not exist is forgotten; one that cannot be read just now stays as it was known. */
function unlessMissing(known: Version | undefined): (error: unknown) => Version | undefined {
  return (error) => (error instanceof ResourceNotFoundException ? undefined : known);
}

const secretSchema = json(v.object({ authToken: v.pipe(v.string(), v.minLength(MIN_TOKEN_LENGTH)) }));

/** The token in the secret, if it looks like one. */
export function authTokenIn(secret: string | undefined): string | undefined {
  return readAs(secretSchema, secret)?.authToken;
}
