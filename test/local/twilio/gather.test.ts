import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { asked, heard, PhoneLine } from './phone-line.ts';
import { ORIGIN, twiml } from './webhook-target.ts';

let line: PhoneLine;

beforeEach(async () => {
  line = await PhoneLine.open();
  line.target.on('/reply', ({ form }) => twiml(`<Say>You pressed ${form['Digits'] || 'nothing'}</Say>`));
});

afterEach(() => line.close());

const PROMPT = '<Say>Press one for a callback, or hold the line</Say>';
const FALL_THROUGH = '<Say>Silence</Say>';

/** A caller who hears this `<Gather>`, with its prompt of 3.3 seconds. */
async function asks(attributes: string, prompt = PROMPT) {
  line.target.on('/voice', twiml(`<Gather action="/reply" ${attributes}>${prompt}</Gather>${FALL_THROUGH}`));
  return line.call();
}

describe('a caller who is asked for keys', () => {
  it('is heard at once when the wanted number of digits is pressed, in the middle of the prompt', async () => {
    const call = await asks('numDigits="1" finishOnKey=""');
    expect(call.where).toBe('choosing');
    await line.clock.advance(1);
    await line.press(call, '1');
    expect(heard(call)).toEqual([
      '0 says Press one for a callback, or hold the line',
      '1 presses 1',
      '1 says You pressed 1',
    ]);
    expect(call.where).toBe('listening');
  });

  it('stops the prompt with the first key, and need not press the rest at once', async () => {
    const call = await asks('numDigits="3"', `${PROMPT}<Play>/music.mp3</Play>`);
    await line.clock.advance(2);
    await line.press(call, '1');
    await line.clock.advance(4.9);
    await line.press(call, '2');
    await line.clock.advance(4.9);
    await line.press(call, '3');
    expect(heard(call).slice(1)).toEqual([
      '2 presses 1',
      '6.9 presses 2',
      '11.8 presses 3',
      '11.8 says You pressed 123',
    ]);
  });

  it('is heard without the last digits after so much silence', async () => {
    const call = await asks('numDigits="3" timeout="4"');
    await line.press(call, '12');
    await line.clock.advance(3.9);
    expect(asked(call)).toEqual(['/voice']);
    await line.clock.advance(0.1);
    expect(heard(call).at(-1)).toBe('4 says You pressed 12');
  });

  it('without numDigits must press the pound key or wait', async () => {
    const call = await asks('');
    await line.press(call, '1');
    await line.press(call, '#');
    expect(heard(call).at(-1)).toBe('0 says You pressed 1');
  });

  it.each([
    ['finishOnKey="*"', '12*', '12'],
    ['finishOnKey="*" numDigits="4"', '12#3', '12#3'],
    ['finishOnKey="" numDigits="2"', '1#', '1#'],
    ['numDigits="2"', '123', '12'],
  ])('with %s presses %s and is understood as %s', async (attributes, pressed, understood) => {
    const call = await asks(attributes);
    await line.press(call, pressed);
    expect(heard(call).at(-1)).toBe(`0 says You pressed ${understood}`);
  });

  it('and says nothing hears what comes next, after the prompt and so much silence', async () => {
    const call = await asks('timeout="2"');
    await line.clock.advance(5.2);
    expect(heard(call)).toHaveLength(1);
    await line.clock.advance(0.1);
    expect(heard(call).at(-1)).toBe('5.3 says Silence');
    expect(asked(call)).toEqual(['/voice']);
  });

  it('has five seconds unless the document says otherwise', async () => {
    const call = await asks('', '');
    await line.clock.advance(6);
    expect(heard(call)).toEqual(['5 says Silence']);
  });

  it('and presses only the finishing key counts as silent', async () => {
    const call = await asks('');
    await line.press(call, '#');
    expect(heard(call).at(-1)).toBe('0 says Silence');
  });

  it('and says nothing is reported when the document wants that', async () => {
    const call = await asks('timeout="1" actionOnEmptyResult="true"', '');
    await line.clock.advance(1);
    expect(heard(call)).toEqual(['1 says You pressed nothing']);
    expect(line.target.formsAt('/reply')).toMatchObject([{ Digits: '' }]);
  });

  it('without an action is answered by the same document again', async () => {
    line.target.on('/voice', ({ form }) =>
      form['Digits'] ? twiml(`<Say>${form['Digits']}</Say>`) : twiml('<Gather numDigits="1"/>'),
    );
    const call = await line.call();
    await line.press(call, '7');
    expect(asked(call)).toEqual(['/voice', '/voice']);
    expect(heard(call).at(-1)).toBe('0 says 7');
  });

  it('may be answered by GET, signed', async () => {
    const call = await asks('numDigits="1" method="GET"');
    await line.press(call, '1');
    const last = line.target.received.at(-1);
    expect(last).toMatchObject({ method: 'GET', validlySigned: true });
    expect(last?.path).toMatch(/^\/reply\?CallSid=CA.*&Digits=1$/);
    expect(asked(call)[1]).toBe(last?.path);
  });

  it('and hangs up hears no more, and nobody is told any digits', async () => {
    const call = await asks('numDigits="2"');
    await line.press(call, '1');
    await line.hangUp(call);
    await line.clock.advance(60);
    expect(asked(call)).toEqual(['/voice']);
    expect(call.endedBy).toBe('caller');
  });
});

describe('a caller who is not asked', () => {
  it('may press keys, but they are lost', async () => {
    line.target.on('/voice', twiml('<Say>Hello</Say><Gather action="/reply" numDigits="1" timeout="1"/>'));
    const call = await line.call();
    await line.press(call, '9');
    await line.clock.advance(5);
    expect(heard(call)).toEqual(['0 says Hello', '0 presses 9']);
    expect(line.target.formsAt('/reply')).toEqual([]);
  });
});

describe('the action of a <Gather>', () => {
  it('may have a query, which is signed', async () => {
    line.target.on('/voice', twiml('<Gather numDigits="1" action="/reply?try=2&amp;quote=8"/>'));
    const call = await line.call();
    await line.press(call, '1');
    expect(line.target.received.at(-1)).toMatchObject({ path: '/reply?try=2&quote=8', validlySigned: true });
    expect(call.webhooks.at(-1)).toMatchObject({ url: `${ORIGIN}/reply?try=2&quote=8`, parameters: { Digits: '1' } });
  });
});
