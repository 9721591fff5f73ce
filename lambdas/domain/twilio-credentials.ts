import * as v from 'valibot';
import { document, json, lenient, readAs } from './document.ts';

/** A key that can be guessed would let anybody sign. Twilio's tokens have 32 characters. */
const MIN_KEY_LENGTH = 16;

const key = v.pipe(v.string(), v.minLength(MIN_KEY_LENGTH));

/** A field of its own for each of them, so that one that has not its form takes no other away. */
const sharedKeys = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((written) => Object.entries(written).filter((entry): entry is [string, string] => v.is(key, entry[1]))),
);

/** https://www.twilio.com/docs/iam/api-keys */
const apiKey = v.object({
  sid: v.pipe(v.string(), v.regex(/^SK[0-9a-fA-F]{32}$/)),
  secret: v.pipe(v.string(), v.nonEmpty()),
});

/** The Twilio secret: `{"authToken":"...","sharedKeys":{"webhooks_sharedkey_...":"..."},"apiKey":{"sid":"SK...","secret":"..."}}`. */
const credentials = json(
  document({ authToken: lenient(key), sharedKeys: lenient(sharedKeys), apiKey: lenient(apiKey) }),
);

export type SigningAlgorithm = 'HMAC_SHA1' | 'HMAC_SHA256';

/**
 * What signs Twilio's webhooks, with the one algorithm that it signs by: the auth token by SHA-1, a SharedKey by SHA-256.
 * https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
 */
export interface SigningKey {
  algorithm: SigningAlgorithm;
  /** `authToken`, or Twilio's ID of the SharedKey. */
  name: string;
  secret: string;
}

/** What authorises requests to Twilio's REST API. */
export interface RestCredential {
  user: string;
  password: string;
}

export interface TwilioCredentials {
  /** None where the secret holds no key that signs. */
  signingKeys: SigningKey[];
  authToken: string | undefined;
  apiKey: RestCredential | undefined;
}

/** What of the secret's text is a credential; nothing else of it is kept. */
export function readTwilioCredentials(secret: string | undefined): TwilioCredentials {
  const read = readAs(credentials, secret);
  const { authToken, sharedKeys: shared = [], apiKey: restKey } = read ?? {};
  const token: SigningKey[] =
    authToken === undefined ? [] : [{ algorithm: 'HMAC_SHA1', name: 'authToken', secret: authToken }];
  return {
    signingKeys: [...token, ...shared.map(([name, secret]) => ({ algorithm: 'HMAC_SHA256' as const, name, secret }))],
    authToken,
    apiKey: restKey && { user: restKey.sid, password: restKey.secret },
  };
}

/** The API key where there is one: then the auth token signs and does nothing else. */
export function restCredentialOf(
  { apiKey, authToken }: Pick<TwilioCredentials, 'apiKey' | 'authToken'>,
  accountSid: string,
): RestCredential | undefined {
  return apiKey ?? (authToken === undefined ? undefined : { user: accountSid, password: authToken });
}

/** https://www.twilio.com/docs/usage/requests-to-twilio */
export function basicAuthorization({ user, password }: RestCredential): string {
  return `Basic ${btoa(`${user}:${password}`)}`;
}
