import { describe, expect, it } from '@jest/globals';
import type { AdmittedWebhook } from '../../lambdas/middleware/webhook-request.ts';
import { type RouteName, routes } from '../../lambdas/routes.ts';
import type { CallWebhook, Reply } from '../../lambdas/webhook.ts';
import { tokenKey } from '../support/builders.ts';
import { type AllServices, lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { oneStepHandler } from '../support/service.ts';
import { type EventOptions, setForm, signedBy, signedEvent, signedJsonEvent } from '../support/signed-event.ts';

const signedRoutes = routes.filter(({ guard }) => guard === 'twilio-signature').map(({ name }) => name);

/** A service whose steps only say that they were reached. */
function gated(overrides: Partial<AllServices> = {}) {
  const reached: AdmittedWebhook[] = [];
  const step = async (webhook: AdmittedWebhook): Promise<Reply> => {
    reached.push(webhook);
    return { body: 'no-content' };
  };
  const log = logKeeper();
  const handler = oneStepHandler(step, services(overrides), log.write);
  return { reached, log, ask: (event: ReturnType<typeof signedEvent>) => handler(event, lambdaContext()) };
}

async function statusOf(name: RouteName, options: EventOptions = {}): Promise<number | undefined> {
  return (await gated().ask(signedEvent(name, options))).statusCode;
}

describe('a webhook that Twilio signed', () => {
  it.each(signedRoutes)('%s reaches its step', async (name) => {
    const { ask, reached, log } = gated();
    const form = { To: 'sip:return-support@example.sip.twilio.com' };
    expect((await ask(signedEvent(name, { form }))).statusCode).toBe(204);
    expect(reached).toHaveLength(1);
    expect(log.counted()).toEqual([]);
  });

  it('carries the parameters that its row declares, and the state of its URL, by their forms', async () => {
    const { ask, reached } = gated();
    await ask(signedEvent('hold', { form: { QueueTime: '75', Digits: '1' }, query: 'greeted=1&offered=2' }));
    expect(reached[0]).toMatchObject({ caller: '+14155551234', callSid: `CA${'0'.repeat(31)}1` });
    const { parameters, state } = reached[0] as CallWebhook;
    expect(parameters).toEqual({ QueueTime: 75 });
    expect(state).toEqual({ greeted: true, offered: 2 });
  });

  it('carries a blank parameter as a blank one, and one that has not its form as one that was not sent', async () => {
    const { ask, reached } = gated();
    await ask(signedEvent('left-queue', { form: { QueueResult: '', QueueTime: 'a while' } }));
    expect((reached[0] as CallWebhook).parameters).toEqual({ QueueResult: '', QueueTime: undefined });
  });

  it('may not carry state in its URL that its row does not declare', async () => {
    expect(await statusOf('transfer', { query: 'wait=300&high=420' })).toBe(204);
    expect(await statusOf('transfer', { query: 'wait=300&since=1' })).toBe(400);
  });

  it('carries the headers of its INVITE, however their sender writes their names', async () => {
    const { ask, reached } = gated();
    const To = 'sip:return-support@example.sip.twilio.com';
    await ask(signedEvent('sip', { form: { To, 'SipHeader_X-User-To-User': '+14155559876' } }));
    expect([...(reached[0] as CallWebhook).sipHeaders]).toEqual([['x-user-to-user', '+14155559876']]);
  });

  it('may be JSON whose hash is in the signed query', async () => {
    const { ask, reached } = gated();
    expect((await ask(signedJsonEvent('{"From":"+14155551234"}'))).statusCode).toBe(204);
    expect(reached).toMatchObject([{ caller: '+14155551234' }]);
  });

  it('for an unknown queue goes to the default queue and is counted', async () => {
    const { ask, reached, log } = gated();
    await ask(signedEvent('incoming-call', { queue: 'nobody-knows' }));
    expect(reached).toMatchObject([{ queue: { name: 'support' } }]);
    expect(log.counted()).toEqual(['UnknownQueue']);
  });
});

describe('the log line of a webhook', () => {
  it.each([
    ['that reached its step', {}],
    ['that was refused', { authToken: 'some-other-token-of-32-characters' }],
  ])('%s carries the ID under which API Gateway knows the request', async (_, options) => {
    const { ask, log } = gated();
    const requestId = 'JKJaX12345PvHcE=';
    const event = signedEvent('hold', options);
    Object.assign(event.requestContext, { requestId });
    await ask(event);
    expect(log.texts()).toMatchObject([{ requestId, route: 'hold' }]);
  });
});

describe('a webhook that Twilio did not sign', () => {
  it.each(signedRoutes)('%s is refused without a signature, and no secret is read', async (name) => {
    const signingKeys = {
      read: () => Promise.reject(new Error('read')),
      readAgain: () => Promise.reject(new Error('read')),
    };
    const { ask, reached, log } = gated({ signingKeys });
    const answer = await ask(signedEvent(name, { tamper: (event) => delete event.headers['x-twilio-signature'] }));
    expect(answer).toEqual({ statusCode: 403 });
    expect(reached).toEqual([]);
    expect(log.counted()).toEqual(['SignatureRejected']);
  });

  it.each(signedRoutes)('%s is refused with a signature by another token', async (name) => {
    expect(await statusOf(name, { authToken: 'some-other-token-of-32-characters' })).toBe(403);
  });

  it.each([
    ['another path', (event: { rawPath: string }) => Object.assign(event, { rawPath: '/queues/support/holds' })],
    ['another query', (event: { rawQueryString: string }) => Object.assign(event, { rawQueryString: 'greeted=1' })],
    ['a parameter more', (event: Parameters<typeof setForm>[0]) => setForm(event, 'AccountSid=AC1&Digits=1')],
    [
      'an empty signature',
      (event: Parameters<typeof setForm>[0]) => Object.assign(event.headers, { 'x-twilio-signature': '' }),
    ],
  ])('is refused with %s than was signed', async (_scenario, tamper) => {
    expect(await statusOf('hold', { tamper })).toBe(403);
  });

  it('is refused when a JSON body is not the one that was hashed', async () => {
    const { ask } = gated();
    const event = signedJsonEvent('{}', (tampered) => Object.assign(tampered, { body: '{"From":"+14155551234"}' }));
    expect((await ask(event)).statusCode).toBe(403);
  });

  it('is refused as long as the secret holds no usable token', async () => {
    const { ask } = gated({ signingKeys: { read: async () => [], readAgain: async () => [] } });
    expect((await ask(signedEvent('hold', { authToken: '' }))).statusCode).toBe(403);
  });
});

describe('a signed webhook that can not be trusted', () => {
  it('of another account is refused', async () => {
    expect(await statusOf('hold', { form: { AccountSid: `AC${'f'.repeat(32)}` } })).toBe(403);
  });

  it('with two values of a parameter that is sent once is refused, though the validator takes it', async () => {
    const tamper = (event: Parameters<typeof setForm>[0]) => {
      const form = new URLSearchParams(Buffer.from(event.body ?? '', 'base64').toString());
      const signed = { ...Object.fromEntries(form), CallStatus: ['in-progress', 'ringing'] };
      form.append('CallStatus', 'in-progress');
      setForm(event, form.toString());
      Object.assign(event.headers, signedBy(tokenKey(), 'https://api.example.com/queues/support/hold', signed));
    };
    expect(await statusOf('hold', { tamper })).toBe(400);
  });

  it.each([
    ['a body of exactly 64 KB', 64 * 1024, 403],
    ['a body of one byte more', 64 * 1024 + 1, 413],
  ])('%s gets %d bytes as far as status %d', async (_scenario, bytes, status) => {
    expect(await statusOf('hold', { tamper: (event) => setForm(event, `a=${'b'.repeat(bytes - 2)}`) })).toBe(status);
  });

  it.each([
    [200, 403],
    [201, 413],
  ])('with %d parameters gets as far as status %d', async (parameters, status) => {
    const form = Array.from({ length: parameters }, (_, index) => `p${index}=1`).join('&');
    expect(await statusOf('hold', { tamper: (event) => setForm(event, form) })).toBe(status);
  });

  it('of another content type is refused', async () => {
    const tamper = (event: Parameters<typeof setForm>[0]) =>
      Object.assign(event.headers, { 'content-type': 'text/plain' });
    expect(await statusOf('hold', { tamper })).toBe(415);
  });
});

it('the URL that Twilio signed is the gateway’s own, whatever host a request names', async () => {
  const tamper = (event: Parameters<typeof setForm>[0]) => Object.assign(event.headers, { host: 'evil.example.com' });
  expect(await statusOf('hold', { tamper })).toBe(204);
});

describe('when the auth token was rotated', () => {
  it('the secret is read again and the call goes on', async () => {
    const signingKeys = {
      read: async () => [tokenKey('the-old-token-of-32-characters')],
      readAgain: async () => [tokenKey()],
    };
    const { ask } = gated({ signingKeys });
    expect((await ask(signedEvent('hold'))).statusCode).toBe(204);
  });
});

describe('when the secret can not be read', () => {
  it('Twilio gets 503 and takes the fallback URL, and no step is reached', async () => {
    const read = () => Promise.reject(new Error('no secret'));
    const { ask, reached } = gated({ signingKeys: { read, readAgain: read } });
    expect(await ask(signedEvent('incoming-call'))).toEqual({ statusCode: 503 });
    expect(reached).toEqual([]);
  });
});
