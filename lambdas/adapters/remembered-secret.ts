import { isDeepStrictEqual } from 'node:util';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** What is known is read anew from time to time, so that a value that was replaced is forgotten. */
const REFRESH_AFTER_MS = 5 * 60_000;

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
}

/** A secret kept in memory. Nobody waits for its refresh, and nothing but a newer value replaces what is known. */
export class RememberedSecret<T extends object> {
  readonly #source: SecretSource<T>;
  #known: T | undefined;
  #reading: Promise<T> | undefined;
  #refreshAtMs: number | undefined;
  #readInVainAtMs: number | undefined;

  constructor(source: SecretSource<T>) {
    this.#source = source;
  }

  /** What is known, at once; its refresh happens beside the call. Waits, and may reject, only as long as nothing is known. */
  async read(): Promise<T> {
    if (this.#known === undefined) return this.#refresh();
    if (this.#isOlderThan(this.#refreshAtMs, REFRESH_AFTER_MS)) void this.#refresh();
    return this.#known;
  }

  /** Waits for what the secret holds now; `undefined` when a read within the last minute has brought nothing new. */
  async readAgain(): Promise<T | undefined> {
    if (!this.#isOlderThan(this.#readInVainAtMs, STRANGERS_READ_AFTER_MS)) return undefined;
    const before = this.#known;
    const now = await this.#refresh();
    if (isDeepStrictEqual(before, now)) this.#readInVainAtMs = this.#source.nowMs();
    return now;
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
      this.#refreshAtMs = this.#source.nowMs();
      return this.#known;
    } catch (error) {
      if (known === undefined) throw error;
      this.#refreshAtMs = this.#source.nowMs() - REFRESH_AFTER_MS + TRY_AGAIN_AFTER_MS;
      this.#source.refreshFailed(error);
      return known;
    }
  }

  /** Clocks may be set back: a time in the future is as good as none. */
  #isOlderThan(atMs: number | undefined, ageMs: number): boolean {
    return atMs === undefined || Math.abs(this.#source.nowMs() - atMs) >= ageMs;
  }
}
