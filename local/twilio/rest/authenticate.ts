import { timingSafeEqual } from 'node:crypto';
import { RestError, type RestRequest } from './answers.ts';

/** What requests to the account's REST API are authorised by. */
export interface RestAccess {
  accountSid: string;
  authToken(): string;
  /** Standard API keys, each SID with its secret. */
  apiKeys?(): Readonly<Record<string, string>>;
}

/**
 * Who asks. Throws for a stranger.
 * https://www.twilio.com/docs/usage/requests-to-twilio
 */
export function authenticate({ headers }: RestRequest, access: RestAccess): 'account' | 'api-key' {
  const given = headers['authorization'] ?? '';
  if (isOf(given, access.accountSid, access.authToken())) return 'account';
  const keys = Object.entries(access.apiKeys?.() ?? {});
  if (keys.some(([sid, secret]) => isOf(given, sid, secret))) return 'api-key';
  throw notAuthorised();
}

/**
 * A standard API key opens everything but the account itself and its keys, which need a main key or the auth token.
 * https://www.twilio.com/docs/iam/api-keys
 */
export function notAuthorised(): RestError {
  return new RestError(401, 20003, 'Authenticate');
}

function isOf(given: string, user: string, password: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(`Basic ${btoa(`${user}:${password}`)}`)];
  return one.length === other.length && timingSafeEqual(one, other);
}
