import { describe, expect, it } from '@jest/globals';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { readTwiml } from '../../../local/twilio/twiml-document.ts';
import type { Place } from '../../../local/twilio/twiml-grammar.ts';

function problem(source: string, place: Place = 'call'): string {
  const reading = readTwiml(source, place);
  return reading.ok ? 'none' : reading.problem;
}

const wrap = (verbs: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;

describe('a TwiML document', () => {
  it('is read into its verbs, attributes, text and children', () => {
    const source = wrap(
      '<!-- offer --><Gather numDigits="1" finishOnKey=""><Say>Tom &amp; Jerry</Say></Gather><Dial><Sip> sip:a@b?x-a=1&amp;x-b=2 </Sip></Dial>',
    );
    expect(readTwiml(source, 'call')).toEqual({
      ok: true,
      verbs: [
        {
          name: 'Gather',
          attributes: { numDigits: '1', finishOnKey: '' },
          text: '',
          children: [{ name: 'Say', attributes: {}, text: 'Tom & Jerry', children: [] }],
        },
        {
          name: 'Dial',
          attributes: {},
          text: '',
          children: [{ name: 'Sip', attributes: {}, text: 'sip:a@b?x-a=1&x-b=2', children: [] }],
        },
      ],
    });
  });

  it('may be empty', () => {
    expect(readTwiml('<Response/>', 'call')).toEqual({ ok: true, verbs: [] });
  });

  it("is accepted as the twilio package's builder writes it", () => {
    const response = new VoiceResponse();
    const gather = response.gather({ numDigits: 1, action: 'https://localhost/reply?a=1&b=2', finishOnKey: '' });
    gather.say({ voice: 'Polly.Joanna-Neural', language: 'en-US' }, 'Press 1 & wait <now>');
    response.enqueue({ workflowSid: 'WW1', waitUrl: '' }).task({ priority: 5, timeout: 60 }, '{"a":"<&>"}');
    expect(problem(response.toString())).toBe('none');
  });

  it.each([
    ['', /empty/],
    [` ${wrap('')}`, /white space before <\?xml/],
    ['<Response><Say>a & b</Say></Response>', /ampersand/],
    ['<Response><Say>&nbsp;</Say></Response>', /ampersand/],
    ['<Response><Say>\u0001</Say></Response>', /character that XML forbids/],
    ['<Response><Say>&#1;</Say></Response>', /character that XML forbids/],
    ['<Response><Say>&#xD800;</Say></Response>', /character that XML forbids/],
    ['<!DOCTYPE a [<!ENTITY b "c">]><Response/>', /document type/],
    ['<Response><Say>open</Response>', /mismatch/],
    ['<Response><Say voice=man>a</Say></Response>', /quot/],
    ['<Response/><Response/>', /[Ee]lement/],
    ['<Response/>more', /Extra content/],
    ['{"message":"Not Found"}', /root element/],
    ['<html><body>Forbidden</body></html>', /<html>, not <Response>/],
    [wrap('hello'), /"hello" stands outside/],
    ['<Response lang="en"/>', /<Response> has no attribute lang/],
  ])('is refused when it is not well-formed TwiML: %s', (source, expected) => {
    expect(problem(source)).toMatch(expected);
  });

  it.each([
    ['<Sya>hello</Sya>', "<Sya> is not allowed in a call's document"],
    ['<say>hello</say>', "<say> is not allowed in a call's document"],
    ['<Record/>', '<Record> is TwiML that this simulation does not carry out'],
    ['<Leave/>', "<Leave> is not allowed in a call's document"],
    ['<Gather numDigit="1"/>', '<Gather> has no attribute numDigit'],
    ['<Gather hints="yes"/>', '<Gather> hints is TwiML that this simulation does not carry out'],
    ['<Gather constructor="1"/>', '<Gather> has no attribute constructor'],
    ['<Gather numDigits="0"/>', '<Gather> numDigits="0" is not a whole number from 1 to 1000'],
    ['<Gather actionOnEmptyResult="yes"/>', '<Gather> actionOnEmptyResult="yes" is not true or false'],
    ['<Gather action=""/>', '<Gather> action="" is not a URL'],
    ['<Gather action="https://my_host/a"/>', '<Gather> action="https://my_host/a" is not a URL'],
    ['<Gather method="post"/>', '<Gather> method="post" is not a value that Twilio lists (GET, POST)'],
    ['<Gather><Hangup/></Gather>', '<Hangup> is not allowed in <Gather>'],
    ['<Say/>', '<Say> is empty'],
    [
      '<Say voice="Polly.Nobody">a</Say>',
      '<Say> voice="Polly.Nobody" is not a value that Twilio lists (man, woman, alice, Google.af-ZA-Standard-A, ...)',
    ],
    ['<Say>a<break/></Say>', '<break> is not allowed in <Say>'],
    ['<Hangup>now</Hangup>', '<Hangup> takes no text, but has "now"'],
    [
      '<Dial>+14155550100</Dial>',
      '<Dial> takes no text, but has "+14155550100"; <Dial> has 0 children, but takes 1 to 1 here',
    ],
    ['<Dial><Number>+14155550100</Number></Dial>', '<Number> is not allowed in <Dial>'],
    [
      '<Dial><Sip statusCallbackEvent="answered,completed">sip:a@b</Sip></Dial>',
      '<Sip> statusCallbackEvent="answered,completed" is not of initiated, ringing, answered, completed',
    ],
  ])('is refused when Twilio would not do what it says: %s', (verbs, expected) => {
    expect(problem(wrap(verbs))).toBe(expected);
  });

  it.each(['Dial', 'Enqueue', 'Reject'])('for a waiting caller is refused when it uses <%s>', (verb) => {
    expect(problem(wrap(`<${verb}/>`), 'queue')).toBe(`<${verb}> is not allowed in a waitUrl's document`);
  });

  it('for a waiting caller may let them leave the queue', () => {
    expect(problem(wrap('<Say>Bye</Say><Leave/>'), 'queue')).toBe('none');
  });

  it('with several faults names them all', () => {
    expect(problem(wrap('<Sya>a</Sya><Pause length="x"/>'))).toBe(
      '<Sya> is not allowed in a call\'s document; <Pause> length="x" is not a whole number from 1 to 86400',
    );
  });
});
