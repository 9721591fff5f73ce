import * as v from 'valibot';
import { readAs } from '../domain/document.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import type { MindfulApi } from '../services.ts';
import { type JsonRequest, requestJson, UnexpectedStatus } from './json-request.ts';
import type { MindfulCredentials } from './mindful-secret.ts';

export interface MindfulApiAccess {
  apiOrigin: string;
  authOrigin: string;
  credentials(): Promise<MindfulCredentials>;
  timeoutMs: number;
  nowMs(): number;
}

type Asked = Pick<JsonRequest, 'method' | 'body' | 'maxAnswerBytes'> & { path: string };

/** A record has about 1.5 kB, and an hour holds all calls of the organisation. */
const HISTORY_BYTES_AT_MOST = 16 * 1024 * 1024;

/** Mindful's tokens are good for an hour; one is used for so long, so that no request meets its end. */
const TOKEN_KEPT_MS = 50 * 60_000;

/**
 * Mindful's API v2, as an Application Client. The token is asked for once per instance and kept.
 * https://docs.medallia.com/en/mindful/api/mindful-api
 */
export function mindfulApi(access: MindfulApiAccess): MindfulApi {
  let token: { value: Promise<string>; atMs: number } | undefined;
  const bearer = (): Promise<string> => {
    if (token && Math.abs(access.nowMs() - token.atMs) < TOKEN_KEPT_MS) return token.value;
    const asked = { value: askForToken(access), atMs: access.nowMs() };
    asked.value.catch(() => {
      if (token === asked) token = undefined;
    });
    token = asked;
    return asked.value;
  };
  const askOnce = async ({ path, ...asked }: Asked) => {
    const headers = { authorization: `Bearer ${await bearer()}` };
    const url = `${access.apiOrigin}${path}`;
    const { json } = await requestJson({ service: 'Mindful', url, headers, timeoutMs: access.timeoutMs, ...asked });
    return json;
  };
  const ask = async (asked: Asked) => {
    try {
      return await askOnce(asked);
    } catch (error) {
      if (!(error instanceof UnexpectedStatus) || error.status !== 401) throw error;
      token = undefined;
      return askOnce(asked);
    }
  };
  return {
    async agentAnswered(caller: PhoneNumber, metadata) {
      await ask({ path: '/v2/callback/agentAnswer', method: 'POST', body: { data: { ani: caller, metadata } } });
    },
    async hasCredentials() {
      const { clientId, clientSecret } = await access.credentials();
      return clientId !== undefined && clientSecret !== undefined;
    },
    endedCalls: ({ date, hour }) =>
      ask({ path: `/v2/data/historical/${date}/${hour}`, maxAnswerBytes: HISTORY_BYTES_AT_MOST }),
  };
}

const tokenAnswer = v.object({ access_token: v.pipe(v.string(), v.nonEmpty()) });

async function askForToken({ authOrigin, credentials, timeoutMs }: MindfulApiAccess): Promise<string> {
  const { clientId, clientSecret } = await credentials();
  if (!clientId || !clientSecret) throw new Error('the Mindful secret holds no clientId and clientSecret');
  const { json } = await requestJson({
    service: "Mindful's authorization server",
    url: `${authOrigin}/oauth2/token`,
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    timeoutMs,
  });
  const token = readAs(tokenAnswer, json)?.access_token;
  if (token === undefined) throw new Error('Mindful gave no access token');
  return token;
}
