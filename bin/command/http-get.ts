import { basicAuthorization, type RestCredential } from '../../lambdas/domain/twilio-credentials.ts';
import type { HttpAnswer } from './stage-access.ts';

const TIMEOUT_MS = 10_000;

export async function httpGet(url: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  const dateMs = Date.parse(response.headers.get('date') ?? '');
  return { status: response.status, body: await response.text(), dateMs: Number.isNaN(dateMs) ? undefined : dateMs };
}

/**
 * Twilio answers 200, or 401 if the credential does not belong to the account. A standard API key may not read the account, but
 * its numbers.
 * https://www.twilio.com/docs/iam/api-keys
 */
export function fetchAccount(origin: string, accountSid: string, credential: RestCredential): Promise<HttpAnswer> {
  const account = `${origin}/2010-04-01/Accounts/${accountSid}`;
  const url = isApiKey(credential) ? `${account}/IncomingPhoneNumbers.json?PageSize=1` : `${account}.json`;
  return httpGet(url, { authorization: basicAuthorization(credential) });
}

/** The account's status, such as `active`; `accepted` for an API key; `refused (401)` and the like otherwise. */
export async function fetchAccountStatus(
  origin: string,
  accountSid: string,
  credential: RestCredential,
): Promise<string> {
  const { status, body } = await fetchAccount(origin, accountSid, credential);
  if (status !== 200) return `refused (${status})`;
  return isApiKey(credential) ? 'accepted' : String(JSON.parse(body).status);
}

function isApiKey({ user }: RestCredential): boolean {
  return user.startsWith('SK');
}
