import { describe, expect, it } from '@jest/globals';
import { callableNumbers } from '../../../config/numbering/callable-numbers.ts';
import { numberChoice, readKeyedNumber } from '../../../lambdas/domain/offer/keyed-number.ts';
import { alice, configuration, phoneNumber, queuePolicy } from '../../support/builders.ts';

const read = (callableCountries: string[], keys: string) =>
  readKeyedNumber(keys, callableNumbers({ callableCountries, refusedPrefixes: [] }), configuration());

describe('a number as people dial it in the first country', () => {
  it.each([
    ['DE', '015112345678', '+4915112345678'],
    ['DE', '15112345678', '+4915112345678'],
    ['DE', '004915112345678', '+4915112345678'],
    ['DE', '03012345678', '+493012345678'],
    ['US', '4155557001', '+14155557001'],
    ['US', '14155557001', '+14155557001'],
    ['US', '01114155557001', '+14155557001'],
    ['US', '0014155557001', '+14155557001'],
    ['US', '800555700', undefined],
    ['GB', '07400123456', '+447400123456'],
    ['GB', '447400123456', '+447400123456'],
    ['IT', '0612345678', '+390612345678'],
    ['IT', '3123456789', '+393123456789'],
    ['ES', '612345678', '+34612345678'],
    ['RU', '89161234567', '+79161234567'],
    ['RU', '79161234567', '+79161234567'],
    ['RU', '81079161234567', '+79161234567'],
    ['AU', '0412345678', '+61412345678'],
    ['AU', '001161412345678', '+61412345678'],
  ])('%s: %s', (country, keys, number) =>
    expect(read([country], keys)).toEqual(number === undefined ? { because: 'incomplete' } : { number }),
  );

  it('may be of another country that may be called', () => {
    expect(read(['US', 'DE'], '0114915112345678')).toEqual({ number: '+4915112345678' });
    expect(read(['US', 'DE'], '4915112345678')).toEqual({ number: '+4915112345678' });
    expect(read(['DE', 'US'], '0014155557001')).toEqual({ number: '+14155557001' });
  });
});

describe('a number is not taken', () => {
  it.each([
    ['that is too short', ['US'], '415555', 'incomplete'],
    ['that is too long', ['US'], '41555570012', 'incomplete'],
    ['without a digit', ['US'], '', 'incomplete'],
    ['with a star in it', ['US'], '415*5557001', 'incomplete'],
    ['that could be two numbers', ['DE'], '4915112345678', 'incomplete'],
    ['of a country that may not be called', ['US'], '01144740012345', 'not-callable'],
    ['of the country beside it, by its area code', ['US'], '4165550100', 'not-callable'],
    ['of a premium range', ['US'], '9002345678', 'not-callable'],
    ['of a satellite phone', ['DE'], '00881612345678', 'not-callable'],
    ["of this contact centre's own lines", ['US'], '4155550100', 'our-own'],
    ['of its lines for return calls', ['US'], '4155550109', 'our-own'],
    ['of Mindful', ['US'], '3305550100', 'our-own'],
  ])('%s', (_, countries, keys, because) => expect(read(countries, keys)).toEqual({ because }));

  it('where no country is named', () => expect(read([], '4155557001')).toEqual({ because: 'incomplete' }));
});

describe('who chooses the number', () => {
  const callable = callableNumbers({ callableCountries: ['US'], refusedPrefixes: [] });
  const abroad = phoneNumber('+4915112345678');
  it.each([
    ['nobody', 'own', undefined, undefined],
    ['withheld', 'own', 'another', undefined],
    ['everybody', 'either', 'another', 'another'],
  ] as const)('%s', (anotherNumber, own, withheld, uncallable) => {
    const queue = { policy: queuePolicy({ anotherNumber }), callable };
    expect([alice, undefined, abroad].map((caller) => numberChoice(queue, caller))).toEqual([
      own,
      withheld,
      uncallable,
    ]);
  });

  it('not this service where Mindful makes the offer', () => {
    const policy = queuePolicy({ anotherNumber: 'everybody', offers: 'transfer' });
    expect(numberChoice({ policy, callable }, alice)).toBe('own');
    expect(numberChoice({ policy, callable }, undefined)).toBeUndefined();
  });
});
