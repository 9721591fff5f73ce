import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** What is known is read anew from time to time, so that a value that was replaced is forgotten. */
const REFRESH_AFTER_MS = 5 * 60_000;

/** What a start left for later is read so long after it: the first caller is answered by then. */
const REST_AFTER_MS = 1000;

/** So long after a refresh failed it is tried again. */
const TRY_AGAIN_AFTER_MS = 60_000;

/** Only a genuine sender makes another read worth while, so strangers cause one a minute at most. */
const STRANGERS_READ_AFTER_MS = 60_000;

/** Where a secret is, and who hears of a refresh that failed: what was known of the secret still holds then. */
export interface SecretAccess {
  client: SecretsManagerClient;
  secretName: string;
  nowMs(): number;
  refreshFailed(error: unknown): void;
}

export interface SecretSource<T> extends Pick<SecretAccess, 'nowMs' | 'refreshFailed'> {
  /** Rejects when the secret cannot be read, and when what it holds is of no use. */
  fetch(known: T | undefined): Promise<T>;
  /** Whether nothing of it was left for later; without this, nothing ever is. */
  isWhole?(known: T): boolean;
}

/** A secret kept in memory. Nobody waits for its refresh, and nothing but a newer value replaces what is known. */
export class RememberedSecret<T extends object> {
  readonly #source: SecretSource<T>;
  #known: T | undefined;
  #reading: Promise<T> | undefined;
  #readAtMs: number | undefined;
  #goodForMs = REFRESH_AFTER_MS;
  #readInVainAtMs: number | undefined;

  constructor(source: SecretSource<T>) {
    this.#source = source;
  }

  /** What is known, at once; its refresh happens beside the call. Waits, and may reject, only as long as nothing is known. */
  async read(): Promise<T> {
    if (this.#known === undefined) return this.#refresh();
    if (this.#isOlderThan(this.#readAtMs, this.#goodForMs)) void this.#refresh();
    return this.#known;
  }

  /** Waits for what was left for later. */
  async whole(): Promise<T> {
    const known = await this.read();
    return this.#isWhole(known) ? known : this.#refresh();
  }

  /**
   * Waits for what the secret holds now; `undefined` when a read within the last minute has brought nothing new. Rejects when what a start
   * left for later cannot be read: nobody can say then who is a stranger.
   */
  async readAgain(): Promise<T | undefined> {
    if (!this.#isOlderThan(this.#readInVainAtMs, STRANGERS_READ_AFTER_MS)) return undefined;
    const before = this.#known;
    const now = await this.#refresh();
    if (!this.#isWhole(now)) throw new Error('a part of the secret cannot be read');
    // The same code reads its parts in the same order; asking `node:util` would load Node's workers and more at the start.
    if (JSON.stringify(before) === JSON.stringify(now)) this.#readInVainAtMs = this.#source.nowMs();
    return now;
  }

  #isWhole(known: T): boolean {
    return this.#source.isWhole?.(known) ?? true;
  }

  /** One read at a time, for everybody who asks meanwhile. */
  #refresh(): Promise<T> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOnce(): Promise<T> {
    const known = this.#known;
    try {
      this.#known = await this.#source.fetch(known);
      this.#readAtMs = this.#source.nowMs();
      this.#goodForMs = this.#isWhole(this.#known) ? REFRESH_AFTER_MS : REST_AFTER_MS;
      return this.#known;
    } catch (error) {
      if (known === undefined) throw error;
      this.#readAtMs = this.#source.nowMs();
      this.#goodForMs = TRY_AGAIN_AFTER_MS;
      this.#source.refreshFailed(error);
      return known;
    }
  }

  /** Clocks may be set back: a time in the future is as good as none. */
  #isOlderThan(atMs: number | undefined, ageMs: number): boolean {
    return atMs === undefined || Math.abs(this.#source.nowMs() - atMs) >= ageMs;
  }
}
