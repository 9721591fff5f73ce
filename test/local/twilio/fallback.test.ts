import { afterEach, describe, expect, it } from '@jest/globals';
import { asked, heard, type LineOptions, PhoneLine } from './phone-line.ts';
import { type Answer, ORIGIN, twiml } from './webhook-target.ts';

let line: PhoneLine;

afterEach(() => line.close());

async function open(options: LineOptions = {}): Promise<void> {
  const route = { voiceFallbackUrl: `${ORIGIN}/fallback`, statusCallback: `${ORIGIN}/ended`, ...options.route };
  line = await PhoneLine.open({ ...options, route });
  line.target.on('/fallback', twiml('<Say>Fallback</Say>')).on('/ended', { status: 204 });
}

const failures: [what: string, answer: Answer, errorCode: string, fault: RegExp][] = [
  ['status 404', { status: 404 }, '11200', /HTTP status 404/],
  ['status 429', { status: 429 }, '11200', /HTTP status 429/],
  ['status 403', { status: 403, body: 'Forbidden' }, '11200', /HTTP status 403/],
  ['status 500', { status: 500, body: twiml('<Say>Never</Say>') }, '11200', /HTTP status 500/],
  ['status 302', { status: 302, location: '/elsewhere' }, '11200', /HTTP status 302/],
  ['no answer in time', 'never', '11205', /no answer within/],
  ['JSON', { contentType: 'application/json', body: '{}' }, '12300', /content type is application\/json/],
  ['no content type', { contentType: '', body: twiml() }, '12300', /content type is missing/],
  ['plain text', { contentType: 'text/plain', body: 'Hello' }, '12300', /content type is text\/plain/],
  ['an empty body', { body: '' }, '12100', /TwiML not understood: the document is empty/],
  ['broken XML', { body: '<Response><Say>a</Response>' }, '12100', /TwiML not understood: .*mismatch/],
  [
    'an unknown verb',
    twiml('<Sya>a</Sya>'),
    '12100',
    /TwiML not understood: <Sya> is not allowed in a call's document/,
  ],
  [
    'an unknown attribute',
    twiml('<Pause seconds="1"/>'),
    '12100',
    /TwiML not understood: <Pause> has no attribute seconds/,
  ],
];

describe('when the number answers with', () => {
  it.each(failures)('%s, the caller hears the fallback', async (_what, answer, errorCode, fault) => {
    // Only a target that never answers may run out of time, however busy the machine is.
    await open({ timeLimitMs: answer === 'never' ? 50 : 15_000 });
    line.target.on('/voice', answer);
    const call = await line.call();
    expect(heard(call)).toEqual(['0 says Fallback']);
    expect(line.target.formsAt('/fallback')).toMatchObject([
      { ErrorCode: errorCode, ErrorUrl: `${ORIGIN}/voice`, CallSid: call.callSid, CallStatus: 'ringing' },
    ]);
    expect(call.faults).toEqual([expect.stringMatching(fault)]);
    expect(call.webhooks[0]?.error).toBeDefined();
  });

  it.each(['text/xml; charset=utf-8', 'application/xml', 'text/html', 'TEXT/XML'])(
    '%s it is TwiML',
    async (contentType) => {
      await open();
      line.target.on('/voice', { contentType, body: twiml('<Say>Hello</Say>') });
      expect(heard(await line.call())).toEqual(['0 says Hello']);
    },
  );
});

describe('the fallback URL', () => {
  it('may be asked by GET, without the fragment of the failed URL', async () => {
    await open({ route: { voiceUrl: `${ORIGIN}/voice?a=1#rc=2&rp=5xx`, voiceFallbackMethod: 'GET' } });
    line.target.on('/voice', { status: 503 });
    const call = await line.call();
    expect(asked(call).slice(0, 3)).toEqual(['/voice?a=1', '/voice?a=1', '/voice?a=1']);
    expect(line.target.received.at(-1)).toMatchObject({ method: 'GET', validlySigned: true });
    const query = new URL(call.webhooks.at(-1)?.url ?? '').searchParams;
    expect([query.get('ErrorCode'), query.get('ErrorUrl')]).toEqual(['11200', `${ORIGIN}/voice?a=1`]);
  });

  it('is asked for a failed action and a failed redirection as well', async () => {
    await open();
    line.target.on('/voice', twiml('<Gather numDigits="1" action="/reply"/>')).on('/reply', { status: 500 });
    line.target.on('/fallback', twiml('<Redirect>/gone</Redirect>'));
    const call = await line.call();
    line.target.on('/gone', () => {
      line.target.on('/fallback', twiml('<Say>Second fallback</Say>'));
      return { status: 404 };
    });
    await line.press(call, '1');
    expect(asked(call)).toEqual(['/voice', '/reply', '/fallback', '/gone', '/fallback']);
    expect(line.target.formsAt('/fallback')).toMatchObject([
      { ErrorUrl: `${ORIGIN}/reply` },
      { ErrorUrl: `${ORIGIN}/gone` },
    ]);
    expect(heard(call).at(-1)).toBe('0 says Second fallback');
  });

  it('that fails too ends the call with an apology', async () => {
    await open();
    line.target.on('/voice', { status: 500 }).on('/fallback', { status: 500 });
    const call = await line.call();
    expect(call).toMatchObject({ status: 'completed', endedBy: 'application error', where: 'ended' });
    expect(heard(call)).toEqual(["0 says We're sorry. An application error has occurred. Goodbye."]);
    expect(call.faults).toHaveLength(2);
    expect(line.target.formsAt('/ended')).toMatchObject([{ CallStatus: 'completed' }]);
  });
});

describe('a number without a fallback URL', () => {
  it('ends the call when its document fails', async () => {
    line = await PhoneLine.open();
    line.target.on('/voice', { status: 500 });
    const call = await line.call();
    expect(asked(call)).toEqual(['/voice']);
    expect(call).toMatchObject({ endedBy: 'application error' });
  });
});

describe('retries', () => {
  it('asked for by the URL save the call before the fallback is needed', async () => {
    await open({ route: { voiceUrl: `${ORIGIN}/voice#rc=2&rp=ct,rt,5xx` } });
    const answers: Answer[] = [{ status: 503 }, { status: 503 }, twiml('<Say>Third time lucky</Say>')];
    line.target.on('/voice', () => answers.shift() ?? { status: 599 });
    const call = await line.call();
    expect(heard(call)).toEqual(['0 says Third time lucky']);
    expect(call.webhooks.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 503],
      [2, 503],
      [3, 200],
    ]);
    expect(call.faults).toEqual([]);
  });
});

describe('webhooks on the way when the caller hangs up', () => {
  it('do not bring the call back', async () => {
    await open();
    line.target.on('/voice', twiml('<Gather numDigits="1" action="/reply"/>')).on('/reply', { status: 500 });
    const call = await line.call();
    line.twilio.press(call.callSid, '1');
    line.twilio.hangUp(call.callSid);
    await line.clock.advance(60);
    expect(asked(call).sort()).toEqual(['/ended', '/reply', '/voice']);
    expect(call).toMatchObject({ endedBy: 'caller' });
  });
});
