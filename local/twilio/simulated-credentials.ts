import type { SharedKey } from './webhooks.ts';

/** What may sign: the auth token, by SHA-1, or a SharedKey, by SHA-256. */
export const signers = ['auth-token', 'shared-key'] as const;
type Signer = (typeof signers)[number];

/** The credentials of the simulated account: an auth token, a SharedKey that signs alone, and an API key that only asks. */
export class SimulatedCredentials {
  readonly authToken: string;
  readonly sharedKey: SharedKey = {
    id: 'webhooks_sharedkey_local',
    secret: 'a-shared-key-of-the-local-contact-centre',
  };
  readonly apiKeys: Readonly<Record<string, string>> = {
    [`SK${'0'.repeat(31)}1`]: 'an-api-key-of-the-local-contact-centre',
  };
  signer: Signer = 'auth-token';

  constructor(authToken: string) {
    this.authToken = authToken;
  }

  signWith(signer: Signer): void {
    this.signer = signer;
  }

  /** `undefined` while the auth token signs. */
  signingSharedKey(): SharedKey | undefined {
    return this.signer === 'shared-key' ? this.sharedKey : undefined;
  }

  /** What the service's secret holds of them: an API key only where there is no auth token to ask with. */
  secretOfService({ withoutAuthToken }: { withoutAuthToken: boolean }): object {
    const sharedKeys = { [this.sharedKey.id]: this.sharedKey.secret };
    const [[sid, secret] = []] = Object.entries(this.apiKeys);
    return withoutAuthToken ? { sharedKeys, apiKey: { sid, secret } } : { authToken: this.authToken, sharedKeys };
  }
}
