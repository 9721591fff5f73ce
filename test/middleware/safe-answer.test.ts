import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SigningKey } from '../../lambdas/domain/twilio-credentials.ts';
import type { WebhookHandler } from '../../lambdas/middleware/webhook-handler.ts';
import { type RouteName, routes } from '../../lambdas/routes.ts';
import type { Reply } from '../../lambdas/webhook.ts';
import { tokenKey } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { oneStepHandler } from '../support/service.ts';
import { type EventOptions, signedEvent } from '../support/signed-event.ts';

const breaks = () => Promise.reject(new Error('table of +14155551234 is gone'));
const hangs = () => new Promise<never>(() => {});

async function answerWhen(step: () => Promise<never>, name: RouteName, options: EventOptions = {}, remainingMs = 5000) {
  const log = logKeeper();
  const handler = oneStepHandler(step, services(), log.write);
  const answer = await handler(signedEvent(name, options), lambdaContext(remainingMs));
  return { ...answer, log };
}

const queueAgain = /<Enqueue workflowSid="WW0+1" action="https:\/\/api.example.com\/queues\/support\/left-queue[?#]/;

const cases: { name: RouteName; form?: Record<string, string>; safe: RegExp }[] = [
  { name: 'incoming-call', safe: queueAgain },
  { name: 'offer-reply', form: { Digits: '1' }, safe: queueAgain },
  { name: 'hold', safe: /^<\?xml[^>]*><Response><Play>http[^<]*<\/Play><Pause length="1"\/><\/Response>$/ },
  {
    name: 'hold-reply',
    form: { Digits: '1' },
    safe: /<Response><Redirect>https:\/\/api.example.com\/queues\/support\/hold\?since=/,
  },
  { name: 'left-queue', form: { QueueResult: 'leave' }, safe: queueAgain },
  { name: 'left-queue', form: { QueueResult: 'error' }, safe: /<Response><Pause length="2"\/><Enqueue / },
  { name: 'left-queue', form: { QueueResult: 'system-error' }, safe: /left-queue\?tries=1#/ },
  { name: 'left-queue', form: { QueueResult: 'queue-full' }, safe: queueAgain },
  { name: 'left-queue', form: { QueueResult: 'bridged' }, safe: /<Response\/>/ },
  { name: 'left-queue', form: { QueueResult: 'hangup' }, safe: /<Response\/>/ },
  { name: 'transfer-result', form: { DialCallStatus: 'busy' }, safe: queueAgain },
  { name: 'transfer-result', form: { DialCallStatus: 'completed', DialCallDuration: '3' }, safe: queueAgain },
  {
    name: 'transfer-result',
    form: { DialCallStatus: 'completed', DialCallDuration: '60' },
    safe: /<Response><Hangup\/>/,
  },
  { name: 'transfer', safe: queueAgain },
  { name: 'transfer-refer', safe: /hold\?offers=none/ },
  { name: 'choose-hold', safe: /hold\?offers=none/ },
  { name: 'return-call', safe: /<Task priority="0"/ },
  {
    name: 'sip',
    form: { To: 'sip:return-support@x.sip.twilio.com', SipDomain: 'x.sip.twilio.com' },
    safe: /<Task priority="5"/,
  },
  {
    name: 'sip',
    form: {
      To: 'sip:return-support@x.sip.twilio.com',
      SipDomain: 'x.sip.twilio.com',
      'SipHeader_x-user-to-user': '%2B14155559876',
    },
    safe: /"customerPhone":"\+14155559876","callback":\{"queue":"support"\}/,
  },
  { name: 'return-hold', safe: /<Play>/ },
  { name: 'wait-time', safe: /"offer":false/ },
  { name: 'wait-time-get', safe: /"offer":false/ },
];

describe('a safe answer', () => {
  it('has the type that Twilio reads as TwiML', async () =>
    expect((await answerWhen(breaks, 'incoming-call')).headers).toEqual({ 'content-type': 'text/xml' }));

  it('puts a caller whom Mindful did not take into the queue without another offer', async () => {
    const form = { DialCallStatus: 'busy', CallStatus: 'in-progress' };
    expect((await answerWhen(breaks, 'transfer-result', { form })).body).toMatch(/hold\?offers=none/);
  });

  it('plays Twilio’s own music to a caller whose hold broke twice', async () => {
    const form = { QueueResult: 'error' };
    expect((await answerWhen(breaks, 'left-queue', { form })).body).toMatch(/waitUrl/);
    expect((await answerWhen(breaks, 'left-queue', { form, query: 'tries=1' })).body).not.toMatch(/waitUrl/);
  });
});

const asksAgain = ['transfer-progress', 'call-ended', 'task-events'] as const;

describe.each([
  { fault: 'breaks', step: breaks, remainingMs: 5000 },
  { fault: 'would be killed in a second', step: hangs, remainingMs: 1000 },
])('when a step $fault', ({ step, remainingMs }) => {
  it.each(cases)('$name $form still leads the caller somewhere', async ({ name, form = {}, safe }) => {
    const { statusCode, body, log } = await answerWhen(step, name, { form }, remainingMs);
    expect(statusCode).toBe(200);
    expect(body).toMatch(safe);
    expect(log.counted()).toEqual(['FailedOpen']);
  });

  it.each(asksAgain)('%s asks to be told again', async (name) => {
    const { statusCode, log } = await answerWhen(step, name, {}, remainingMs);
    expect(statusCode).toBe(500);
    expect(log.counted()).toEqual(['FailedOpen']);
  });
});

describe('a webhook that nobody answers', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** What the caller has after so long: an answer, or silence. */
  async function answerAfter(ms: number, handler: WebhookHandler, name: RouteName) {
    const answer = handler(signedEvent(name), lambdaContext(60_000));
    const silence = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));
    await jest.advanceTimersByTimeAsync(ms);
    return Promise.race([answer, silence]);
  }

  it.each([
    { name: 'hold', limitMs: 3000, status: 200 },
    { name: 'incoming-call', limitMs: 3000, status: 200 },
    { name: 'task-events', limitMs: 4000, status: 500 },
  ] as const)('gets the safe answer of $name after $limitMs ms', async ({ name, limitMs, status }) => {
    const handler = oneStepHandler(hangs, services(), () => {});
    expect(await answerAfter(limitMs - 1, handler, name)).toBeUndefined();
    expect(await answerAfter(limitMs + 1, handler, name)).toMatchObject({ statusCode: status });
  });

  it('because its token never comes gets 503 within three seconds, so that Twilio takes the fallback URL', async () => {
    const log = logKeeper();
    const signingKeys = { read: () => new Promise<never>(() => {}), readAgain: async () => undefined };
    const handler = oneStepHandler(hangs, services({ signingKeys }), log.write);
    expect(await answerAfter(3001, handler, 'hold')).toEqual({ statusCode: 503 });
    expect(log.counted()).toEqual(['Unverifiable']);
  });

  it('begins no step any more once it has been answered', async () => {
    let give: (keys: SigningKey[]) => void = () => {};
    const keys = new Promise<SigningKey[]>((resolve) => {
      give = resolve;
    });
    const signingKeys = { read: () => keys, readAgain: async () => undefined };
    const step = jest.fn<() => Promise<Reply>>();
    const handler = oneStepHandler(step, services({ signingKeys }), () => {});
    await answerAfter(3001, handler, 'hold');
    give([tokenKey()]);
    await jest.advanceTimersByTimeAsync(1);
    expect(step).not.toHaveBeenCalled();
  });
});

describe('the log of a broken step', () => {
  it('names the step and the error, and no phone number', async () => {
    const { log } = await answerWhen(breaks, 'hold');
    expect(log.texts()).toMatchObject([{ route: 'hold', code: 'CB211', problem: 'Error: table of +# is gone' }]);
  });

  it('can fail itself without spoiling the answer', async () => {
    const step = async (): Promise<Reply> => ({ body: 'no-content' });
    const handler = oneStepHandler(step, services(), () => {
      throw new Error('stdout is closed');
    });
    expect(await handler(signedEvent('hold'), lambdaContext())).toEqual({ statusCode: 204 });
  });
});

it('every safe answer has been given here', () => {
  const broken = new Set<string>([...cases.map(({ name }) => name), ...asksAgain]);
  const given = new Set(routes.filter(({ name }) => broken.has(name)).map(({ safeAnswer }) => safeAnswer));
  expect(routes.filter(({ safeAnswer }) => !given.has(safeAnswer))).toEqual([]);
});
