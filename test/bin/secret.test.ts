import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Terminal } from '../../bin/command/terminal.ts';
import { type SecretOrder, storeCredentials } from '../../bin/secret/store-credentials.ts';
import { type AccountServer, type Fate, startAccountServer } from '../../local/twilio/rest/account-server.ts';
import { runCommand } from '../support/run-command.ts';
import { type SecretsEndpoint, startSecretsEndpoint } from '../support/secrets-endpoint.ts';

const ACCOUNT_SID = 'AC00000000000000000000000000000001';
const TOKEN = '0123456789abcdef0123456789abcdef';
const OTHER_TOKEN = 'fedcba9876543210fedcba9876543210';
const API_KEY = `SK${'0'.repeat(31)}1`;
const API_SECRET = 'the-secret-of-the-api-key';
const TWILIO = 'callback/example/twilio';
const MINDFUL = 'callback/example/mindful';

let secrets: SecretsEndpoint;
let twilio: AccountServer;
let fate: Fate;
beforeAll(async () => {
  secrets = await startSecretsEndpoint();
  twilio = await startAccountServer({
    ...{ accountSid: ACCOUNT_SID, authToken: () => TOKEN, apiKeys: () => ({ [API_KEY]: API_SECRET }) },
    fate: () => fate,
  });
});
afterAll(async () => {
  await secrets.stop();
  await twilio.stop();
});
beforeEach(() => {
  secrets.stored.clear();
  fate = 'answer';
});

const stored = () => Object.fromEntries([...secrets.stored].map(([name, text]) => [name, JSON.parse(text)]));

describe('npm run secret without a terminal', () => {
  const secret = (args: string[] = [], environment: object = {}) =>
    runCommand('secret', ['--stage', 'example', ...args], {
      AWS_ENDPOINT_URL: secrets.origin,
      TWILIO_ENDPOINT_URL: twilio.origin,
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      TWILIO_AUTH_TOKEN: TOKEN,
      ...environment,
    });

  it('stores the token beside what is there', async () => {
    secrets.stored.set(TWILIO, '{"authToken":"old","note":"kept"}');
    expect(await secret()).toEqual({ status: 0, output: `${TWILIO} updated\n`, errors: '' });
    expect(stored()).toEqual({ [TWILIO]: { authToken: TOKEN, note: 'kept' } });
  });

  it('creates no secret unless it is told to', async () => {
    const { status, errors } = await secret();
    expect({ status, errors }).toEqual({
      status: 1,
      errors: `There is no secret ${TWILIO} in us-east-1 yet. Write --create to create it.\n`,
    });
    expect(stored()).toEqual({});
    expect(await secret(['--create'])).toEqual({ status: 0, output: `${TWILIO} created\n`, errors: '' });
    expect(stored()).toEqual({ [TWILIO]: { authToken: TOKEN } });
  });

  it.each([TOKEN, `"${TOKEN}"`, `["${TOKEN}"]`, ''])(
    'shows nothing of a secret that is no object: %j',
    async (text) => {
      secrets.stored.set(TWILIO, text);
      const { status, output, errors } = await secret();
      expect({ status, output }).toEqual({ status: 1, output: '' });
      expect(errors).toMatch(/^callback\/example\/twilio does not hold a JSON object, .*put-secret-value.*\n$/);
      expect(errors).not.toContain(TOKEN.slice(0, 4));
      expect(secrets.stored.get(TWILIO)).toBe(text);
    },
  );
});

describe('T15: npm run secret with an API key, T1: with SharedKeys', () => {
  const store = (environment: Record<string, string>, dropSharedKey?: string) =>
    storeCredentials({
      ...{
        stage: 'example',
        accountSid: ACCOUNT_SID,
        twilioOrigin: twilio.origin,
        terminal: undefined,
        mayCreate: true,
      },
      client: new SecretsManagerClient({
        endpoint: secrets.origin,
        region: 'us-east-1',
        credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      }),
      ...{ environment, dropSharedKey },
    });
  const apiKey = { TWILIO_API_KEY: API_KEY, TWILIO_API_SECRET: API_SECRET };
  const one = { TWILIO_SHARED_KEY: 'webhooks_sharedkey_one', TWILIO_SHARED_KEY_SECRET: 'the-first-shared-key' };
  const two = { TWILIO_SHARED_KEY: 'webhooks_sharedkey_two', TWILIO_SHARED_KEY_SECRET: 'the-second-shared-key' };

  it('needs no auth token then', async () => {
    expect(await store({ ...apiKey, ...one })).toEqual([`${TWILIO} created`]);
    const sharedKeys = { webhooks_sharedkey_one: 'the-first-shared-key' };
    expect(stored()).toEqual({ [TWILIO]: { apiKey: { sid: API_KEY, secret: API_SECRET }, sharedKeys } });
  });

  it('adds a SharedKey beside the others, and forgets one', async () => {
    await store({ TWILIO_AUTH_TOKEN: TOKEN, ...one });
    await store(two);
    const sharedKeys = {
      webhooks_sharedkey_one: 'the-first-shared-key',
      webhooks_sharedkey_two: 'the-second-shared-key',
    };
    expect(stored()).toEqual({ [TWILIO]: { authToken: TOKEN, sharedKeys } });
    await store({}, 'webhooks_sharedkey_one');
    expect(stored()).toEqual({
      [TWILIO]: { authToken: TOKEN, sharedKeys: { webhooks_sharedkey_two: 'the-second-shared-key' } },
    });
    await expect(store({}, 'webhooks_sharedkey_three')).rejects.toThrow('no SharedKey webhooks_sharedkey_three');
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['an API key alone, which signs nothing', apiKey, /neither an auth token nor a SharedKey would sign/],
    ['SharedKeys alone, which open nothing', one, /neither an API key nor an auth token would authorise/],
    [
      'an API key without its secret',
      { TWILIO_AUTH_TOKEN: TOKEN, TWILIO_API_KEY: API_KEY },
      /TWILIO_API_SECRET is missing/,
    ],
    [
      'an API key that Twilio refuses',
      { ...apiKey, ...one, TWILIO_API_SECRET: 'some-other-secret' },
      /refuses this API key/,
    ],
    [
      'a SharedKey by another name',
      { ...apiKey, ...one, TWILIO_SHARED_KEY: 'mine' },
      /begins with webhooks_sharedkey_/,
    ],
  ])('stores nothing of %s', async (_, environment, problem) => {
    await expect(store(environment)).rejects.toThrow(problem);
    expect(stored()).toEqual({});
  });
});

describe('a token', () => {
  const order = (change: Partial<SecretOrder> = {}): SecretOrder => ({
    stage: 'example',
    accountSid: ACCOUNT_SID,
    client: new SecretsManagerClient({
      endpoint: secrets.origin,
      region: 'us-east-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    }),
    twilioOrigin: twilio.origin,
    environment: { TWILIO_AUTH_TOKEN: TOKEN },
    terminal: undefined,
    mayCreate: true,
    ...change,
  });

  it.each<[string, () => Partial<SecretOrder>, Fate, RegExp]>([
    [
      'of another account',
      () => ({ environment: { TWILIO_AUTH_TOKEN: OTHER_TOKEN } }),
      'answer',
      /refuses this auth token/,
    ],
    ['of an account that is not there', () => ({}), { status: 404 }, /knows no account AC0.*correct accountSid/],
    ['that Twilio cannot judge today', () => ({}), { status: 503 }, /answered 503: see status\.twilio\.com/],
    [
      'that nobody answers for',
      () => ({ twilioOrigin: 'http://127.0.0.1:1' }),
      'answer',
      /does not answer .*check the network/,
    ],
  ])('%s is not stored', async (_, change, itsFate, problem) => {
    fate = itsFate;
    const refusal = await storeCredentials(order(change())).catch((error: Error) => error.message);
    expect(refusal).toMatch(/^Nothing was stored\. Twilio /);
    expect(refusal).toMatch(problem);
    expect(refusal).not.toMatch(/0123456|fedcba/);
    expect(stored()).toEqual({});
  });

  it('that is typed is stored once the person agrees to create the secret', async () => {
    const terminal = new Typist({ 'Create it': 'yes', 'Twilio auth token': TOKEN, 'Client ID': 'client-1' });
    const done = await storeCredentials(order({ environment: {}, terminal, mayCreate: false }));
    expect(done).toEqual([`${TWILIO} created`, `${MINDFUL} created`]);
    expect(stored()).toEqual({ [TWILIO]: { authToken: TOKEN }, [MINDFUL]: { clientId: 'client-1' } });
    expect(terminal.asked.filter((question) => question.includes('Create it'))).toEqual([
      `There is no secret ${TWILIO} in us-east-1 yet. Create it? (yes/no) `,
      `There is no secret ${MINDFUL} in us-east-1 yet. Create it? (yes/no) `,
    ]);
  });

  it.each(['no', ''])('is not even asked for when the answer is "%s"', async (answer) => {
    const terminal = new Typist({ 'Create it': answer, 'Twilio auth token': TOKEN });
    const refusal = storeCredentials(order({ environment: {}, terminal, mayCreate: false }));
    await expect(refusal).rejects.toThrow('Nothing was stored.');
    expect(terminal.asked).toHaveLength(1);
    expect(stored()).toEqual({});
  });
});

/** Answers each question by a part of it; the others with enter. */
class Typist implements Terminal {
  readonly asked: string[] = [];
  readonly #answers: Readonly<Record<string, string>>;

  constructor(answers: Readonly<Record<string, string>>) {
    this.#answers = answers;
  }

  async ask(question: string): Promise<string> {
    this.asked.push(question);
    return Object.entries(this.#answers).find(([part]) => question.includes(part))?.[1] ?? '';
  }

  async askSecretly(question: string): Promise<string> {
    return this.ask(question);
  }
}
