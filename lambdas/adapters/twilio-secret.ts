import { GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import {
  type RestCredential,
  readTwilioCredentials,
  restCredentialOf,
  type SigningKey,
  type TwilioCredentials,
} from '../domain/twilio-credentials.ts';
import type { RotatingKeys } from '../services.ts';
import { RememberedSecret, type SecretAccess } from './remembered-secret.ts';

/** So long after its successor was made a previous key is still good: Twilio and its secret do not change at one moment. */
export const PREVIOUS_KEY_GRACE_MS = 15 * 60_000;

interface Version extends TwilioCredentials {
  createdAtMs: number | undefined;
}

type Stage = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

/** The secret's versions; those that no rotation has made are absent. */
interface Versions {
  current: Version;
  pending: Version | undefined;
  previous: Version | undefined;
  /** Only the current version has been read so far. */
  isPartial?: true;
}

/**
 * Twilio's credentials from Secrets Manager, kept in memory. During a rotation Twilio may sign with a pending key for minutes
 * before the secret calls it current, or with a previous one for a while.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/mes-partner-TwilioAuthToken
 */
export class TwilioSecret implements RotatingKeys<SigningKey> {
  readonly #access: SecretAccess;
  readonly #secret: RememberedSecret<Versions>;

  constructor(access: SecretAccess) {
    this.#access = access;
    this.#secret = new RememberedSecret({
      ...access,
      fetch: (known) => this.#fetch(known),
      isWhole: ({ isPartial }) => !isPartial,
    });
  }

  async read(): Promise<SigningKey[]> {
    return keysOf(this.#goodVersions(await this.#secret.read()));
  }

  async readAgain(): Promise<SigningKey[] | undefined> {
    const versions = await this.#secret.readAgain();
    return versions && keysOf(this.#goodVersions(versions));
  }

  /** Rejects when the secret holds nothing that authorises a request. */
  async restCredential(accountSid: string): Promise<RestCredential> {
    const credentialIn = (versions: Versions) => {
      const credentials = this.#goodVersions(versions).map((version) => restCredentialOf(version, accountSid));
      return credentials.find((credential) => credential !== undefined);
    };
    const known = await this.#secret.read();
    const credential = credentialIn(known) ?? (known.isPartial && credentialIn(await this.#secret.whole()));
    if (credential) return credential;
    throw new Error(
      `secret ${this.#access.secretName} holds no API key and no auth token: store one with npm run secret`,
    );
  }

  #goodVersions({ current, pending, previous }: Versions): Version[] {
    const isReplaced = current.signingKeys.length > 0;
    const isOver = isReplaced && this.#access.nowMs() >= (current.createdAtMs ?? 0) + PREVIOUS_KEY_GRACE_MS;
    return [current, pending, isOver ? undefined : previous].filter((version) => version !== undefined);
  }

  /**
   * A current version without a key that signs was stored by mistake, and counts as a secret that cannot be read: the keys
   * that are known stay good, and a function that has just started takes the version before.
   */
  async #fetch(known: Versions | undefined): Promise<Versions> {
    if (known === undefined) {
      // Most webhooks are signed by the current key, so a function starts with that alone: each more would cost it a connection.
      const current = await this.#version('AWSCURRENT');
      if (current.signingKeys.length > 0) return { current, pending: undefined, previous: undefined, isPartial: true };
    }
    const [current, pending, previous] = await Promise.all([
      this.#version('AWSCURRENT'),
      this.#version('AWSPENDING').catch(unlessMissing(known?.pending)),
      this.#version('AWSPREVIOUS').catch(unlessMissing(known?.previous)),
    ]);
    const versions = { current, pending, previous };
    if (current.signingKeys.length === 0) {
      const unusable = new Error(
        `secret ${this.#access.secretName} holds no auth token and no SharedKey: store one with npm run secret`,
      );
      if (known !== undefined || keysOf(this.#goodVersions(versions)).length === 0) throw unusable;
      this.#access.refreshFailed(unusable);
    }
    return versions;
  }

  async #version(VersionStage: Stage): Promise<Version> {
    const { client, secretName } = this.#access;
    const { SecretString, CreatedDate } = await client.send(
      new GetSecretValueCommand({ SecretId: secretName, VersionStage }),
    );
    return { ...readTwilioCredentials(SecretString), createdAtMs: CreatedDate?.getTime() };
  }
}

/** A version that does not exist is forgotten; one that cannot be read just now stays as it was known. */
function unlessMissing(known: Version | undefined): (error: unknown) => Version | undefined {
  return (error) => (error instanceof ResourceNotFoundException ? undefined : known);
}

/** Each once, whatever versions hold it. */
function keysOf(versions: readonly Version[]): SigningKey[] {
  const keys = versions.flatMap(({ signingKeys }) => signingKeys);
  return [...new Map(keys.map((key) => [`${key.algorithm} ${key.secret}`, key])).values()];
}
