import { createHash } from 'node:crypto';
import {
  type GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** A secret that goes through Secrets Manager's managed rotation, seen through the SDK's client. */
export class RotatingSecret {
  readonly client: SecretsManagerClient;
  reads = 0;
  isDown = false;
  /** Nothing is answered, and nothing fails. */
  hangs = false;
  /** What Twilio signs with. */
  signingToken: string;
  /** Tokens that Twilio no longer signs with, each with the time when its successor was made. */
  readonly replaced: { token: string; atMs: number }[] = [];
  readonly #versions = new Map<string, { value: string; createdAtMs: number }>();
  readonly #nowMs: () => number;
  #pendingToken = '';
  #made = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.signingToken = this.#newToken();
    this.#versions.set('AWSCURRENT', { value: secretHolding(this.signingToken), createdAtMs: nowMs() });
    this.client = Object.assign(new SecretsManagerClient({ region: 'us-east-1' }), {
      send: (command: GetSecretValueCommand) =>
        this.hangs ? new Promise(() => {}) : this.#answer(command.input.VersionStage ?? 'AWSCURRENT'),
    });
  }

  /** The next token is made, and waits. */
  announce(): void {
    this.#pendingToken = this.#newToken();
    this.#versions.set('AWSPENDING', { value: secretHolding(this.#pendingToken), createdAtMs: this.#nowMs() });
  }

  /** Twilio signs with it from now on; the secret does not know yet. */
  promoteAtTwilio(): void {
    const pending = this.#versions.get('AWSPENDING');
    if (!pending) throw new Error('announce a token first');
    this.replaced.push({ token: this.signingToken, atMs: pending.createdAtMs });
    this.signingToken = this.#pendingToken;
  }

  /** Now it does. */
  makeCurrent(): void {
    const [current, pending] = [this.#versions.get('AWSCURRENT'), this.#versions.get('AWSPENDING')];
    if (!current || !pending) throw new Error('announce a token first');
    this.#versions.set('AWSPREVIOUS', current).set('AWSCURRENT', pending).delete('AWSPENDING');
  }

  /** Somebody puts a value into the secret by hand, past every rotation. */
  overwrite(value: string): void {
    const current = this.#versions.get('AWSCURRENT');
    if (current) this.#versions.set('AWSPREVIOUS', current);
    this.#versions.set('AWSCURRENT', { value, createdAtMs: this.#nowMs() });
  }

  #newToken(): string {
    this.#made += 1;
    return createHash('md5').update(`token ${this.#made}`).digest('hex');
  }

  async #answer(stage: string) {
    this.reads += 1;
    if (this.isDown) throw new Error('connection reset');
    const version = this.#versions.get(stage);
    if (!version) throw new ResourceNotFoundException({ message: `no ${stage}`, $metadata: {} });
    return { SecretString: version.value, CreatedDate: new Date(version.createdAtMs) };
  }
}

function secretHolding(authToken: string): string {
  return JSON.stringify({ authToken });
}
