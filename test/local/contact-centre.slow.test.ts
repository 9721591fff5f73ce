import { afterEach, describe, expect, it } from '@jest/globals';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { type ContactCentre, type ContactCentreOptions, startContactCentre } from '../../local/contact-centre.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { takenElsewhere } from '../../local/world/faults/call-faults.ts';
import { ACCOUNT_SID, AUTH_TOKEN, configuration, NOON_MS } from '../support/builders.ts';
import { faultsOfWholeCalls } from '../support/kinds-of-faults.ts';
import { testBundles } from '../support/test-bundles.ts';

const SUPPORT = '+14155550100';
const ALICE = '+14155550123';

describe('the local contact centre', () => {
  let centre: ContactCentre;
  afterEach(() => centre.stop());

  async function open(options: Partial<ContactCentreOptions> = {}): Promise<void> {
    centre = await startContactCentre({
      configuration: configuration(),
      bundles: testBundles,
      startMs: NOON_MS,
      authToken: AUTH_TOKEN,
      faultDelayMs: 50,
      ...options,
    });
  }

  async function control<T>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
    const sent = body && { body: JSON.stringify(body) };
    const response = await fetch(`${centre.url}/control${path}`, { method, ...sent });
    return { status: response.status, body: (await response.json()) as T };
  }

  const dial = async (from = ALICE) => (await control<CallRecord>('POST', '/calls', { from, to: SUPPORT })).body;
  const look = async ({ callSid }: CallRecord) => (await control<CallRecord>('GET', `/calls/${callSid}`)).body;
  const heard = ({ transcript }: CallRecord) => transcript.map(({ kind, text }) => `${kind} ${text}`);

  /** Callers wait ten minutes and no agent is there. */
  async function makeWaitLong(): Promise<void> {
    await control('PUT', '/queues/support', { agents: 0, waitSeconds: 600 });
    await centre.clock.advance(5);
  }

  async function acceptCallback(from = ALICE): Promise<CallRecord> {
    const call = await dial(from);
    await control('POST', `/calls/${call.callSid}/digits`, { digits: '1' });
    return call;
  }

  it('puts a caller through to a free agent, who hangs up in the end', async () => {
    await open();
    const call = await dial();
    await centre.clock.advance(5);
    expect(await look(call)).toMatchObject({ where: 'talking to an agent', faults: [] });
    await centre.clock.advance(180);
    expect(await look(call)).toMatchObject({ where: 'ended', endedBy: 'agent', faults: [] });
  });

  it('runs a callback from the offer to the agent', async () => {
    await open();
    await makeWaitLong();
    const call = await acceptCallback();
    await centre.clock.advance(60);
    expect(heard(await look(call))).toEqual([
      expect.stringMatching(/^says .*about 10 minutes.*press 1/),
      'presses 1',
      expect.stringMatching(/^says /),
      'rings Mindful',
      'connected Mindful',
      expect.stringMatching(/^hears Thank you for choosing a callback/),
      'hears We will call you back at +14155550123 between 9 and 11 minutes from now. Goodbye.',
      'disconnected Mindful hung up',
      expect.stringMatching(/^says .*Goodbye/),
    ]);
    expect((await centre.queueStates.readNow('support')).snapshot).toMatchObject({ openCallbacks: 1 });

    await control('PUT', '/queues/support', { agents: 1, waitSeconds: null });
    await centre.clock.advance(600);
    const [, returnCall] = centre.twilio.list();
    expect(returnCall).toMatchObject({
      to: 'sip:return-support@local.sip.twilio.com',
      where: 'talking to an agent',
      faults: [],
    });
    const [task] = (await control<{ tasks: object[] }>('GET', '/queues/support')).body.tasks;
    expect(task).toMatchObject({ priority: 5, attributes: { name: ALICE, callback: { quotedWaitSeconds: 600 } } });
    await centre.clock.advance(180);
    expect((await control<{ callbacks: object[] }>('GET', '/mindful')).body.callbacks).toMatchObject([
      { customerNumber: ALICE, state: 'completed' },
    ]);
    expect((await centre.queueStates.readNow('support')).snapshot).toMatchObject({ openCallbacks: 0 });
  });

  it('takes a caller back into the queue when Mindful is busy', async () => {
    await open();
    await makeWaitLong();
    await control('PUT', '/mindful', { behaviour: 'busy' });
    const call = await acceptCallback();
    await centre.clock.advance(30);
    const record = await look(call);
    expect(record.where).toBe('holding in queue support');
    expect(record.faults).toEqual([]);
    expect(record.webhooks.map(({ parameters }) => parameters['DialCallStatus'])).toContain('busy');
  });

  it('lets the caller hang up, once', async () => {
    await open();
    await makeWaitLong();
    const { callSid } = await dial();
    const hangUp = () => control('POST', `/calls/${callSid}/hangup`);
    expect((await hangUp()).body).toMatchObject({ where: 'ended', endedBy: 'caller' });
    expect(await hangUp()).toMatchObject({ status: 409, body: { error: expect.stringContaining('is over') } });
    expect(await control('POST', `/calls/${callSid}/digits`, { digits: '1' })).toMatchObject({ status: 409 });
  });

  it.each([
    ['POST', '/calls', { from: ALICE, to: '+14155550199' }, 400, 'Write one of: +14155550100, +14155550109.'],
    ['POST', '/calls', { from: 'Alice', to: SUPPORT }, 400, expect.stringContaining('+14155550123')],
    ['POST', '/calls', { to: SUPPORT }, 400, 'Send from and to.'],
    ['GET', '/calls/CA0', undefined, 404, expect.stringContaining('GET /control/calls')],
    ['GET', '/queues/sales', undefined, 404, 'Use one of: support.'],
    ['PUT', '/queues/support', { agents: 501 }, 400, 'Write a whole number from 0 to 500.'],
    ['PUT', '/mindful', { behaviour: 'lazy' }, 400, expect.stringContaining('normal, busy, refuses')],
    ['PUT', '/faults', { 'tea-spilt': true }, 400, expect.stringContaining('dynamodb-down')],
    ['POST', '/clock', {}, 400, expect.stringContaining('advanceSeconds')],
    ['POST', '/clock', { speed: 1001 }, 400, 'Write a number from 0 to 1000.'],
  ])('says what to write instead of %s %s %j', async (method, path, body, status, instead) => {
    await open();
    expect(await control(method, path, body)).toMatchObject({ status, body: { do: instead } });
  });

  it('moves its clock on request, and shows everything at once', async () => {
    await open();
    expect((await control('POST', '/clock', { advanceSeconds: 90 })).body).toEqual({
      nowMs: NOON_MS + 90_000,
      now: '2026-03-02T12:01:30.000Z',
      speed: 0,
      isHeldBack: false,
    });
    expect((await control('GET', '/state')).body).toMatchObject({
      clock: { speed: 0 },
      queues: [{ queue: 'support', agents: 3, snapshot: { freeAgents: 3 } }],
      calls: [],
      mindful: { behaviour: 'normal' },
      faults: expect.arrayContaining([expect.objectContaining({ name: 'dynamodb-down', on: false })]),
      sampler: { atMs: NOON_MS + 60_000, outcome: 'result' },
      log: expect.arrayContaining([expect.objectContaining({ function: 'sampler' })]),
    });
  });

  it('brings callers by itself, some of whom take a callback', async () => {
    await open();
    await makeWaitLong();
    await control('PUT', '/queues/support', { callsPerMinute: 6, acceptShare: 0.5 });
    await centre.clock.advance(300);
    const calls = centre.twilio.list();
    const accepted = centre.mindful.callbacks();
    expect(calls.length).toBeGreaterThan(15);
    expect(accepted.length).toBeGreaterThan(3);
    expect(accepted.length).toBeLessThan(calls.length - 3);
    expect(calls.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('serves whoever signs as Twilio does, and nobody else', async () => {
    await open();
    const call = { CallSid: `CA${'0'.repeat(31)}1`, CallStatus: 'ringing', Direction: 'inbound' };
    const form = { AccountSid: ACCOUNT_SID, ...call, From: ALICE, To: SUPPORT };
    const path = '/queues/support/incoming-call';
    const send = async (signature: string) => {
      const headers = { 'x-twilio-signature': signature };
      return fetch(centre.url + path, { method: 'POST', headers, body: new URLSearchParams(form) });
    };
    const signed = await send(getExpectedTwilioSignature(AUTH_TOKEN, `https://localhost${path}`, form));
    expect(signed.status).toBe(200);
    expect(await signed.text()).toContain('<Enqueue');
    expect((await send(getExpectedTwilioSignature('somebody else', `https://localhost${path}`, form))).status).toBe(
      403,
    );
  });

  describe('with a fault', () => {
    const elsewhere: readonly string[] = [...takenElsewhere, 'enqueue-always-fails'];

    async function callWith(fault: string): Promise<CallRecord> {
      await control('PUT', '/faults', { [fault]: true });
      await centre.clock.advance(10);
      const call = await dial();
      await centre.clock.advance(60);
      return look(call);
    }

    it.each(faultsOfWholeCalls.filter((name) => !elsewhere.includes(name) && !name.startsWith('mindful-sip-')))(
      'brings every caller to an agent: %s',
      async (fault) => {
        await open();
        expect(await callWith(fault)).toMatchObject({ where: 'talking to an agent' });
      },
    );

    it('tries three times, then asks the fallback URL, while the service is down', async () => {
      await open();
      const { webhooks, faults } = await callWith('service-down');
      const refused = { url: 'https://localhost/queues/support/incoming-call', status: 503 };
      expect(webhooks.slice(0, 4)).toMatchObject([
        ...[refused, refused, refused],
        { url: expect.stringMatching(/^https:\/\/fallback\.localhost\/queues\/support\?/), status: 200 },
      ]);
      expect(faults[0]).toContain('HTTP status 503');
    });

    it.each([
      ['taskrouter-down', 'socket hang up'],
      ['taskrouter-garbage', 'no JSON'],
    ])('does not know the wait: %s', async (fault, problem) => {
      await open();
      await control('PUT', '/faults', { [fault]: true });
      await centre.clock.advance(60);
      const { snapshot } = await centre.queueStates.readNow('support');
      expect(snapshot).toMatchObject({ problem: expect.stringContaining(problem), freeAgents: 0 });
      expect(snapshot).not.toHaveProperty('wait');
    });

    it('offers no callback while the table is down, and says so in the log', async () => {
      await open();
      await makeWaitLong();
      const { transcript } = await callWith('dynamodb-down');
      expect(transcript.map(({ text }) => text).join()).not.toContain('press 1');
      expect(centre.sampling.last?.outcome).toBe('error');
      expect(centre.logs.latest(1000).length).toBeGreaterThan(0);
    });

    it('keeps one callback although every webhook comes twice', async () => {
      await open();
      await makeWaitLong();
      await control('PUT', '/faults', { 'webhook-repeat': true });
      const call = await acceptCallback();
      await centre.clock.advance(60);
      expect(await look(call)).toMatchObject({ where: 'ended', endedBy: 'document' });
      expect(centre.mindful.callbacks()).toHaveLength(1);
      expect((await centre.queueStates.readNow('support')).snapshot).toMatchObject({ openCallbacks: 1 });
    });
  });
});

describe('one contact centre after another', () => {
  const start = (options: Partial<ContactCentreOptions> = {}) =>
    startContactCentre({ configuration: configuration(), bundles: testBundles, startMs: NOON_MS, ...options });

  it('starts afresh, with its own configuration and time', async () => {
    const first = await start();
    first.twilio.call({ from: ALICE, to: SUPPORT });
    await first.clock.advance(10);
    await first.stop();
    const second = await start({ configuration: configuration({ offers: 'off' }), startMs: NOON_MS + 1000 });
    try {
      expect(Date.now()).toBe(NOON_MS + 1000);
      expect(second.twilio.list()).toEqual([]);
      await second.sampling.force(second.floors.get('support')?.queue ?? never(), 600);
      const call = second.twilio.call({ from: ALICE, to: SUPPORT });
      await second.clock.settle();
      expect(call.transcript.map(({ text }) => text).join()).not.toContain('press 1');
    } finally {
      await second.stop();
    }
  });

  it('leaves the time and the environment as they were', async () => {
    const environment = { ...process.env };
    const RealDate = Date;
    const centre = await start();
    expect(Date.now()).toBe(NOON_MS);
    await centre.stop();
    expect(Date).toBe(RealDate);
    expect(process.env).toEqual(environment);
  });

  it('is not started beside another, nor on a port that is in use', async () => {
    const centre = await start();
    try {
      await expect(start()).rejects.toThrow(/already running/);
      await expect(start({ port: centre.httpPort })).rejects.toMatchObject({ code: 'EADDRINUSE' });
      expect((await fetch(`${centre.url}/control/clock`)).status).toBe(405);
    } finally {
      await centre.stop();
    }
  });
});

function never(): never {
  throw new Error('there is no such queue');
}
