import { ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from '@jest/globals';
import { MindfulSecret } from '../../lambdas/adapters/mindful-secret.ts';
import { NOON_MS } from '../support/builders.ts';

const KEY = 'key-of-the-webhook-0001';
const credentials = { webhookKey: KEY, widgetToken: 'widget-token' };

/** A function that has read the secret once, if it holds anything then. */
function warmFunction(first: string | Error) {
  const time = { nowMs: NOON_MS };
  const secret = { holds: first };
  const failures: string[] = [];
  const send = async () => {
    if (secret.holds instanceof Error) throw secret.holds;
    return { SecretString: secret.holds };
  };
  const client = Object.assign(new SecretsManagerClient({ region: 'us-east-1' }), { send });
  const mindful = new MindfulSecret({
    client,
    secretName: 'callback/test/mindful',
    nowMs: () => time.nowMs,
    refreshFailed: (error) => failures.push(String(error)),
  });
  /** An hour goes by, with a request in it that has the secret read anew. */
  const anHourLater = async () => {
    time.nowMs += 60 * 60_000;
    await mindful.read();
  };
  return { secret, mindful, failures, anHourLater };
}

const missing = new ResourceNotFoundException({ message: 'no such secret', $metadata: {} });

describe("Mindful's secret", () => {
  it.each([
    ['is out of reach', new Error('connection reset'), 'Error: connection reset'],
    ['is plain text', KEY, 'Error: secret callback/test/mindful is not a JSON object'],
    ['is empty', '', 'Error: secret callback/test/mindful is not a JSON object'],
  ])('is remembered when a refresh finds that it %s', async (_what, holds, problem) => {
    const { secret, mindful, failures, anHourLater } = warmFunction(JSON.stringify(credentials));
    await mindful.read();
    secret.holds = holds;
    await anHourLater();
    expect(await mindful.credentials()).toEqual(credentials);
    expect(await mindful.read()).toEqual([KEY]);
    expect(await mindful.readAgain()).toEqual([KEY]);
    expect(failures).toContain(problem);
  });

  it('cannot be read when it is plain text and nothing is known, and is read once it is mended', async () => {
    const { secret, mindful } = warmFunction(KEY);
    await expect(mindful.read()).rejects.toThrow('not a JSON object');
    secret.holds = JSON.stringify(credentials);
    expect(await mindful.read()).toEqual([KEY]);
  });

  it.each([
    ['there is none', missing],
    ['it holds nothing', '{}'],
    ['its key is too short to be one', '{"webhookKey":"short"}'],
  ])('opens to nobody when %s', async (_what, holds) => {
    const { mindful } = warmFunction(holds);
    expect(await mindful.read()).toEqual([]);
  });

  it('forgets a key that was taken out of it', async () => {
    const { secret, mindful, anHourLater } = warmFunction(JSON.stringify(credentials));
    await mindful.read();
    secret.holds = '{}';
    await anHourLater();
    expect(await mindful.read()).toEqual([]);
  });
});
