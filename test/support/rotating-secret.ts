import { createHash } from 'node:crypto';
import { type GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** A secret that goes through Secrets Manager's managed rotation, seen through the SDK's client. */
export class RotatingSecret {
  readonly client: SecretsManagerClient;
  reads = 0;
  isDown = false;
  /** What Twilio signs with. */
  signingToken: string;
  /** Tokens that Twilio no longer signs with, each with the time when its successor was made. */
  readonly replaced: { token: string; atMs: number }[] = [];
  readonly #versions = new Map<string, { token: string; createdAtMs: number }>();
  readonly #nowMs: () => number;
  #made = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.signingToken = this.#newToken();
    this.#versions.set('AWSCURRENT', { token: this.signingToken, createdAtMs: nowMs() });
    this.client = Object.assign(new SecretsManagerClient({ region: 'us-east-1' }), {
      send: async (command: GetSecretValueCommand) => this.#answer(command.input.VersionStage ?? 'AWSCURRENT'),
    });
  }

  /** The next token is made, and waits. */
  announce(): void {
    this.#versions.set('AWSPENDING', { token: this.#newToken(), createdAtMs: this.#nowMs() });
  }

  /** Twilio signs with it from now on; the secret does not know yet. */
  promoteAtTwilio(): void {
    const pending = this.#versions.get('AWSPENDING');
    if (!pending) throw new Error('announce a token first');
    this.replaced.push({ token: this.signingToken, atMs: pending.createdAtMs });
    this.signingToken = pending.token;
  }

  /** Now it does. */
  makeCurrent(): void {
    const [current, pending] = [this.#versions.get('AWSCURRENT'), this.#versions.get('AWSPENDING')];
    if (!current || !pending) throw new Error('announce a token first');
    this.#versions.set('AWSPREVIOUS', current).set('AWSCURRENT', pending).delete('AWSPENDING');
  }

  #newToken(): string {
    this.#made += 1;
    return createHash('md5').update(`token ${this.#made}`).digest('hex');
  }

  #answer(stage: string) {
    this.reads += 1;
    const version = this.#versions.get(stage);
    if (this.isDown || !version) throw new Error(this.isDown ? 'connection reset' : `no ${stage}`);
    return { SecretString: JSON.stringify({ authToken: version.token }), CreatedDate: new Date(version.createdAtMs) };
  }
}
