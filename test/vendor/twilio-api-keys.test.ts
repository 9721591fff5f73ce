import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fetchAccountStatus } from '../../bin/command/http-get.ts';
import { taskRouterTasks } from '../../lambdas/adapters/taskrouter-tasks.ts';
import {
  basicAuthorization,
  type RestCredential,
  readTwilioCredentials,
  restCredentialOf,
} from '../../lambdas/domain/twilio-credentials.ts';
import { connectTwilio } from '../../lambdas/provisioning/twilio-client.ts';
import { EventLog } from '../../local/twilio/event-log.ts';
import { type AccountServer, startAccountServer } from '../../local/twilio/rest/account-server.ts';
import { createRestApi } from '../../local/twilio/rest/taskrouter-api.ts';
import { accountFor } from '../../local/wiring/account-contents.ts';
import { ACCOUNT_SID, AUTH_TOKEN, configuration } from '../support/builders.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

interface Published {
  sidPattern: string;
  standardKeyOpens: string[];
  standardKeyIsRefused: string[];
}

const published = vendorDocument('twilio-api-keys') as unknown as Published;
const sid = `SK${'0'.repeat(31)}1`;
const secret = 'the-secret-of-an-api-key';
const apiKey: RestCredential = { user: sid, password: secret };
const account: RestCredential = { user: ACCOUNT_SID, password: AUTH_TOKEN };

let twilio: AccountServer;
beforeAll(async () => {
  const access = { accountSid: ACCOUNT_SID, authToken: () => AUTH_TOKEN, apiKeys: () => ({ [sid]: secret }) };
  twilio = await startAccountServer({ ...access, rows: accountFor(configuration()) });
});
afterAll(() => twilio.stop());

async function statusOf(path: string, credential: RestCredential): Promise<number> {
  const headers = { authorization: basicAuthorization(credential) };
  return (await fetch(twilio.origin + path.replace('{AccountSid}', ACCOUNT_SID), { headers })).status;
}

describe('T15: the secret', () => {
  const read = (stored: object) => restCredentialOf(readTwilioCredentials(JSON.stringify(stored)), ACCOUNT_SID);

  it('gives requests an API key where it holds one, and the auth token then only signs', () => {
    const stored = { authToken: AUTH_TOKEN, apiKey: { sid, secret } };
    expect(read(stored)).toEqual(apiKey);
    expect(readTwilioCredentials(JSON.stringify(stored)).signingKeys).toEqual([
      { algorithm: 'HMAC_SHA1', name: 'authToken', secret: AUTH_TOKEN },
    ]);
    expect(sid).toMatch(new RegExp(published.sidPattern));
  });

  it.each([{}, { sid }, { sid: 'AC1', secret }, { sid: sid.slice(1), secret }, { sid, secret: '' }, 'SK1', null])(
    'gives them the auth token where the API key is none: %j',
    (written) => expect(read({ authToken: AUTH_TOKEN, apiKey: written })).toEqual(account),
  );

  it('gives them nothing where SharedKeys are all that it holds', () =>
    expect(read({ sharedKeys: { webhooks_sharedkey_one: 'test-shared-key-of-some-length-0001' } })).toBeUndefined());
});

describe('T15: an API key at the simulated Twilio', () => {
  it.each(published.standardKeyOpens)('opens %s, as the auth token does', async (path) => {
    expect([await statusOf(path, apiKey), await statusOf(path, account)]).toEqual([200, 200]);
  });

  it.each(published.standardKeyIsRefused)('does not open %s', async (path) => {
    expect(await statusOf(path, apiKey)).toBe(401);
  });

  it.each<[string, RestCredential]>([
    ['of another secret', { ...apiKey, password: AUTH_TOKEN }],
    ['that is not of this account', { ...apiKey, user: `SK${'f'.repeat(32)}` }],
    ["with the account's SID", { ...apiKey, user: ACCOUNT_SID }],
  ])('%s opens nothing', async (_, credential) => {
    expect(await statusOf('/v1/Workspaces', credential)).toBe(401);
  });

  it('is what the deploy reads the account with, through the SDK', async () => {
    const deadline = { check: () => undefined, pause: async () => undefined };
    const client = connectTwilio({
      region: 'us1',
      ...{ accountSid: ACCOUNT_SID, credential: apiKey, taskRouterOrigin: twilio.origin, deadline },
    });
    expect(await client.account.incomingPhoneNumbers.list()).not.toHaveLength(0);
  });

  it('is known to be good without a look at the account, which it may not read', async () => {
    expect(await fetchAccountStatus(twilio.origin, ACCOUNT_SID, apiKey)).toBe('accepted');
    expect(await fetchAccountStatus(twilio.origin, ACCOUNT_SID, { ...apiKey, password: 'x' })).toBe('refused (401)');
    expect(await fetchAccountStatus(twilio.origin, ACCOUNT_SID, account)).toBe('active');
  });
});

describe("T15: TaskRouter's API", () => {
  it('is asked with the API key', async () => {
    const seen: string[] = [];
    const access = { origin: twilio.origin, credential: async () => apiKey, timeoutMs: 1000 };
    const tasks = taskRouterTasks(access);
    const [queue] = configuration().queues;
    if (!queue) throw new Error('no queue');
    await tasks.listWaiting(queue.taskRouter).catch((error: Error) => seen.push(error.message));
    // The account's server knows no tasks: 404 comes after the credential, 401 would be its refusal.
    expect(seen).toEqual([expect.stringContaining('404')]);
  });

  it('opens to it at the simulated TaskRouter, and to no other', () => {
    const answer = createRestApi({
      ...{ accountSid: ACCOUNT_SID, authToken: () => AUTH_TOKEN, apiKeys: () => ({ [sid]: secret }) },
      ...{ workspaceSid: 'WS1', taskQueueSids: [], nowMs: () => 0, onChange: () => {}, model: undefined as never },
      events: new EventLog(),
    });
    const ask = (credential: RestCredential) =>
      answer({ method: 'GET', path: '/', headers: { authorization: basicAuthorization(credential) }, body: '' }).status;
    expect([ask(apiKey), ask(account), ask({ ...apiKey, password: 'x' })]).toEqual([404, 404, 401]);
  });
});
