import { describe, expect, it } from '@jest/globals';
import { mindfulSipUri } from '../../../lambdas/domain/mindful/sip-header.ts';
import { parsePhoneNumber } from '../../../lambdas/domain/phone-number.ts';
import { parseSipUri } from '../../../local/twilio/sip-uri.ts';
import { numbersOfEveryCountry } from '../../data/country-codes.ts';
import { naughtyStrings } from '../../data/naughty-strings.ts';
import { queueConfig } from '../../support/builders.ts';

const target = queueConfig().callTarget;

/** `npm run test:sip` has it called by one SIP stack and answered by another. */
describe('the SIP address of a transfer', () => {
  it('is tried with at least 1,008 numbers of every country code', () =>
    expect(new Set(numbersOfEveryCountry).size).toBeGreaterThanOrEqual(1008));

  it.each([
    { transport: 'udp', port: 5060 },
    { transport: 'tls', port: 5061 },
  ] as const)('is taken by the simulated Twilio over $transport, with the number in its one header', (over) => {
    for (const text of numbersOfEveryCountry) {
      const number = parsePhoneNumber(text);
      if (!number) throw new Error(`${text} was taken for no number`);
      const uri = mindfulSipUri({ ...target, ...over }, number, 'support');
      const headers = new Map([[target.headerName, text]]);
      expect(parseSipUri(uri)).toMatchObject({ ok: true, dropped: [], uri: { headers } });
      expect(uri.length - uri.indexOf('?')).toBeLessThan(60);
    }
  });
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
