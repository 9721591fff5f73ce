import { describe, expect, it } from '@jest/globals';
import type { AdmittedWebhook, WebhookEvent } from '../../../lambdas/middleware/webhook-request.ts';
import type { RotatingKeys } from '../../../lambdas/services.ts';
import type { Reply } from '../../../lambdas/webhook.ts';
import { lambdaContext, logKeeper, services } from '../../support/fakes.ts';
import { oneStepHandler } from '../../support/service.ts';
import { signedEvent } from '../../support/signed-event.ts';

const KEY = 'a-key-that-nobody-guesses';

function mindfulEvent(key: string | undefined, body = '{"data":{}}'): WebhookEvent {
  const event = signedEvent('mindful-events');
  event.pathParameters = key === undefined ? {} : { key };
  event.headers = { 'content-type': 'application/json' };
  event.body = body;
  event.isBase64Encoded = false;
  return event;
}

/** A service with this key, and another one once the secret is read again. */
function guarded(keys: Partial<RotatingKeys<string>> = {}) {
  const reached: AdmittedWebhook[] = [];
  let reads = 0;
  const step = async (webhook: AdmittedWebhook): Promise<Reply> => {
    reached.push(webhook);
    return { body: 'no-content' };
  };
  const mindfulKeys: RotatingKeys<string> = {
    read: async () => {
      reads += 1;
      return [KEY];
    },
    readAgain: async () => undefined,
    ...keys,
  };
  const log = logKeeper();
  const handler = oneStepHandler(step, services({ mindfulKeys }), log.write);
  return { reached, log, reads: () => reads, ask: (event: WebhookEvent) => handler(event, lambdaContext()) };
}

describe("Mindful's webhook", () => {
  it('gets in with its key, and its JSON with it', async () => {
    const { ask, reached } = guarded();
    expect(await ask(mindfulEvent(KEY, '{"data":{"event":"x"}}'))).toEqual({ statusCode: 204 });
    expect(reached).toMatchObject([{ name: 'x' }]);
  });

  it.each([
    ['another key', `${KEY}x`],
    ['the beginning of the key', KEY.slice(0, -1)],
    ['a key in another case', KEY.toUpperCase()],
  ])('is refused with %s', async (_, key) => {
    const { ask, reached, log } = guarded();
    expect(await ask(mindfulEvent(key))).toEqual({ statusCode: 403 });
    expect(reached).toEqual([]);
    expect(log.counted()).toEqual(['SignatureRejected']);
  });

  it.each([
    ['no key', undefined],
    ['an empty key', ''],
    ['a short key', 'short'],
    ['15 characters', 'x'.repeat(15)],
    ['an overlong key', 'x'.repeat(201)],
    ['control characters', `${KEY}\n`],
  ])('is refused with %s, and no secret is read', async (_, key) => {
    const { ask, reads } = guarded();
    expect((await ask(mindfulEvent(key))).statusCode).toBe(403);
    expect(reads()).toBe(0);
  });

  it('is refused as long as the secret holds no key', async () => {
    const { ask } = guarded({ read: async () => [] });
    expect((await ask(mindfulEvent(KEY))).statusCode).toBe(403);
  });

  it('gets in with a new key once the secret is read again', async () => {
    const { ask } = guarded({ readAgain: async () => ['the-next-key-of-mindful'] });
    expect((await ask(mindfulEvent('the-next-key-of-mindful'))).statusCode).toBe(204);
  });

  it.each(['not json', '[]', '"text"', ''])('is refused with the body %j', async (body) => {
    const { ask, reached } = guarded();
    expect([400, 415]).toContain((await ask(mindfulEvent(KEY, body))).statusCode);
    expect(reached).toEqual([]);
  });

  it('leaves no key and no number in the log', async () => {
    const { ask, log } = guarded();
    await ask(mindfulEvent(KEY, '{"data":{"call":{"ani":14155551234}}}'));
    expect(JSON.stringify(log.lines)).not.toMatch(/nobody-guesses|14155551234/);
  });
});

describe("Twilio's own routes", () => {
  it('do not open to the key', async () => {
    const event = mindfulEvent(KEY);
    event.routeKey = 'POST /task-events';
    expect((await guarded().ask(event)).statusCode).toBe(403);
  });
});
