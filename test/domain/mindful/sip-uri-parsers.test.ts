import { describe, expect, it } from '@jest/globals';
import JsSIP from 'jssip';
import { Grammar } from 'sip.js';
import { mindfulSipUri } from '../../../lambdas/domain/mindful/sip-header.ts';
import { parsePhoneNumber } from '../../../lambdas/domain/phone-number.ts';
import { parseSipUri } from '../../../local/twilio/sip-uri.ts';
import { countryCodes } from '../../data/country-codes.ts';
import { naughtyStrings } from '../../data/naughty-strings.ts';
import { queueConfig } from '../../support/builders.ts';

const target = queueConfig().callTarget;

/** Numbers as they are given out: every country code with every length that its plan may have. */
const numbers = countryCodes.flatMap((code) =>
  [0, 1, 2, 3, 4].map((shorter) => `+${code}${'2345678901234'.slice(0, 14 - code.length - shorter)}`),
);

describe('the SIP address of a transfer', () => {
  it('is tried with at least 1,008 numbers of every country code', () =>
    expect(new Set(numbers).size).toBeGreaterThanOrEqual(1008));

  it.each([
    { transport: 'udp', port: 5060 },
    { transport: 'tls', port: 5061 },
  ] as const)(
    'is read alike by two other SIP stacks over $transport, with the number in its one header',
    ({ transport, port }) => {
      for (const text of numbers) {
        const number = parsePhoneNumber(text);
        if (!number) throw new Error(`${text} was taken for no number`);
        const uri = mindfulSipUri({ ...target, transport, port }, number, 'support');
        const [sipJs, jsSip, ours] = [Grammar.URIParse(uri), JsSIP.URI.parse(uri), parseSipUri(uri)];
        expect([sipJs?.user, jsSip?.user].map((user) => user?.replace('%2B', '+'))).toEqual([
          target.number,
          target.number,
        ]);
        expect([sipJs?.host, sipJs?.port, jsSip?.host, jsSip?.port]).toEqual([target.host, port, target.host, port]);
        const headers = [Object.values(sipJs?.headers ?? {}).flat(), [jsSip?.getHeader(target.headerName)].flat()];
        expect(headers.map((values) => values.map((value) => decodeURIComponent(String(value))))).toEqual([
          [text],
          [text],
        ]);
        expect(ours).toMatchObject({ ok: true, dropped: [], uri: { headers: new Map([[target.headerName, text]]) } });
        expect(uri.length - uri.indexOf('?')).toBeLessThan(60);
      }
    },
  );
});

describe('text that is no number', () => {
  const marks = [
    '&x-evil=1',
    '%26x-evil=1',
    '?x-evil=1',
    ';transport=tcp',
    '@evil.example.com',
    '\r\nX-Evil: 1',
    '%0d%0aX-Evil:1',
    '\0',
    '#',
    ' ',
  ];
  const injections = marks.flatMap((mark) => [
    ...[`+14155551234${mark}`, `${mark}+14155551234`, `+1415${mark}5551234`, mark],
    ...[`+14155551234${mark}${mark}`, `sip:+14155551234${mark}@x`, `"+14155551234${mark}"`],
  ]);

  it('is tried in at least 60 injections', () => expect(new Set(injections).size).toBeGreaterThanOrEqual(60));

  it.each(injections)('never becomes one, and so never a SIP address: %j', (text) =>
    expect(parsePhoneNumber(text)).toBeUndefined(),
  );

  it('neither do naughty strings', () =>
    expect(naughtyStrings.filter((text) => parsePhoneNumber(text) && !/^\+[1-9]\d+$/.test(text))).toEqual([]));
});
