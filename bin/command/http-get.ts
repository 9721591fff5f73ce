import type { HttpAnswer } from './stage-access.ts';

const TIMEOUT_MS = 10_000;

export async function httpGet(url: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  const dateMs = Date.parse(response.headers.get('date') ?? '');
  return { status: response.status, body: await response.text(), dateMs: Number.isNaN(dateMs) ? undefined : dateMs };
}

/** Twilio answers 200, or 401 if the token does not belong to the account. */
export function fetchAccount(origin: string, accountSid: string, authToken: string): Promise<HttpAnswer> {
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  return httpGet(`${origin}/2010-04-01/Accounts/${accountSid}.json`, { authorization });
}

/** The account's status, such as `active`; `refused (401)` and the like when Twilio does not show the account. */
export async function fetchAccountStatus(origin: string, accountSid: string, authToken: string): Promise<string> {
  const { status, body } = await fetchAccount(origin, accountSid, authToken);
  return status === 200 ? String(JSON.parse(body).status) : `refused (${status})`;
}
