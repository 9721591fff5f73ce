import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spokenSeconds } from '../../../local/twilio/verbs/simple-verbs.ts';
import { heard, PhoneLine } from './phone-line.ts';
import { ORIGIN, twiml } from './webhook-target.ts';

let line: PhoneLine;

beforeEach(async () => {
  line = await PhoneLine.open({ route: { statusCallback: `${ORIGIN}/ended` } });
  line.target.on('/ended', { status: 204 });
});

afterEach(() => line.close());

describe('a document', () => {
  it('is carried out verb by verb, and then the call ends', async () => {
    line.target.on(
      '/voice',
      twiml(
        '<Say>one two three four five six seven eight nine</Say><Play>/music.mp3</Play><Pause length="7"/><Say>Bye</Say>',
      ),
    );
    const call = await line.call();
    expect(call).toMatchObject({ status: 'in-progress', where: 'listening' });
    await line.clock.advance(60);
    expect(heard(call)).toEqual([
      '0 says one two three four five six seven eight nine',
      `3.3 plays ${ORIGIN}/music.mp3`,
      '33.3 pauses 7 s',
      '40.3 says Bye',
    ]);
    expect(call).toMatchObject({ status: 'completed', where: 'ended', endedBy: 'document', faults: [] });
    expect(call.endedAtMs).toBe(call.startedAtMs + 41_300);
  });

  it('may repeat what it says and plays', async () => {
    line.target.on(
      '/voice',
      twiml('<Say loop="3">Hello</Say><Play loop="2">https://cdn/a.mp3</Play><Say loop="0">Hi</Say>'),
    );
    const call = await line.call();
    await line.clock.advance(120);
    expect(heard(call)).toEqual(['0 says Hello', '3 plays https://cdn/a.mp3', '63 says Hi']);
    await line.clock.advance(943);
    expect(call.where).toBe('ended');
  });

  it('that is empty answers the call and ends it', async () => {
    line.target.on('/voice', twiml());
    expect(await line.call()).toMatchObject({ status: 'completed', endedBy: 'document', faults: [] });
  });

  it.each([
    ['', 1],
    ['Hi', 1],
    ['one two three', 1.1],
    ['  one\ntwo  three ', 1.1],
  ])('takes %j to say in %d seconds', (text, seconds) => {
    expect(spokenSeconds(text)).toBe(seconds);
  });
});

describe('<Hangup>', () => {
  it('ends the call whatever comes after it', async () => {
    line.target.on('/voice', twiml('<Say>Goodbye</Say><Hangup/><Say>Never</Say>'));
    const call = await line.call();
    await line.clock.advance(10);
    expect(heard(call)).toEqual(['0 says Goodbye']);
    expect(call).toMatchObject({ status: 'completed', endedBy: 'document' });
  });
});

describe('<Redirect>', () => {
  it('goes on with another document, relative to its own', async () => {
    line.target.on('/voice', twiml('<Redirect>steps/next?a=1</Redirect><Say>Never</Say>'));
    line.target.on('/steps/next', twiml('<Redirect method="GET">last?b=2</Redirect>'));
    line.target.on('/steps/last', twiml('<Say>Here</Say>'));
    const call = await line.call();
    expect(heard(call)).toEqual(['0 says Here']);
    expect(line.target.received.map(({ method, path }) => `${method} ${path.slice(0, 21)}`)).toEqual([
      'POST /voice',
      'POST /steps/next?a=1',
      'GET /steps/last?b=2&CallS',
    ]);
    expect(line.target.received.every(({ validlySigned }) => validlySigned)).toBe(true);
  });

  it('keeps the phone ringing', async () => {
    line.target.on('/voice', twiml('<Redirect>/next</Redirect>'));
    line.target.on('/next', twiml('<Say>Here</Say>'));
    await line.call();
    expect(line.target.formsAt('/next')).toMatchObject([{ CallStatus: 'ringing' }]);
  });

  it('in a circle ends the call as a fault', async () => {
    line.target.on('/voice', twiml('<Redirect>/voice</Redirect>'));
    const call = await line.call();
    expect(call).toMatchObject({ endedBy: 'application error' });
    expect(call.faults).toEqual([expect.stringContaining('50 documents followed one another')]);
  });

  it('in a circle that takes time may go on for ever', async () => {
    line.target.on('/voice', twiml('<Say>Hello</Say><Redirect>/voice</Redirect>'));
    const call = await line.call();
    await line.clock.advance(200);
    expect(call).toMatchObject({ where: 'listening', faults: [] });
  });
});

describe('<Pause>', () => {
  it('as the first verb lets the phone ring', async () => {
    line.target.on('/voice', twiml('<Pause length="4"/><Say>Hello</Say>'));
    const call = await line.call();
    expect(call.status).toBe('ringing');
    await line.clock.advance(4);
    expect(call).toMatchObject({ status: 'in-progress', answeredAtMs: call.startedAtMs + 4000 });
  });
});

describe('<Reject>', () => {
  it.each([
    ['<Reject reason="busy"/>', 'busy'],
    ['<Reject reason="rejected"/>', 'no-answer'],
    ['<Reject/>', 'no-answer'],
  ])('turns the call away unanswered: %s', async (verb, status) => {
    line.target.on('/voice', twiml(verb));
    const call = await line.call();
    expect(call).toMatchObject({ status, endedBy: 'document', where: 'ended' });
    expect(line.target.formsAt('/ended')).toMatchObject([{ CallStatus: status, CallDuration: '0' }]);
  });
});
