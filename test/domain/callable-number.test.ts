import { describe, expect, it } from '@jest/globals';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { callableNumbers } from '../../config/numbering/callable-numbers.ts';
import { mayBeCalled } from '../../lambdas/domain/callable-number.ts';
import { phoneNumber } from '../support/builders.ts';

const among = (countries: string[], number: string, refused: string[] = []) =>
  mayBeCalled(callableNumbers({ callableCountries: countries, refusedPrefixes: refused }), phoneNumber(number));

describe('a number may be called', () => {
  it.each([
    ['of any country where none is named', [], '+8816555500'],
    ['of New York for the United States', ['US'], '+12125550100'],
    ['of a range that no metadata knows, for the first country of its code', ['US'], '+12205550100'],
    ['free of charge, for the first country of its code', ['US'], '+18005550100'],
    ['of Toronto for Canada', ['CA'], '+14165550100'],
    ['of Toronto for one of two countries', ['US', 'CA'], '+14165550100'],
    ['of the Bahamas for the Bahamas', ['BS'], '+12423570100'],
    ['of a British mobile', ['GB'], '+447400123456'],
    ['of a mobile of Jersey for Jersey', ['JE'], '+447797712345'],
    ['of Moscow for Russia', ['RU'], '+74951234567'],
    ['of Almaty for Kazakhstan', ['KZ'], '+77272123456'],
    ['of Rome for Italy', ['IT'], '+390612345678'],
    ['of the Vatican for the Vatican', ['VA'], '+390669812345'],
    ['of a German mobile', ['DE'], '+4915112345678'],
  ])('%s', (_, countries, number) => expect(among(countries, number)).toBe(true));
});

describe('a number may not be called', () => {
  it.each([
    ['of another country', ['US'], '+4915112345678'],
    ['of Toronto for the United States, whose code it has', ['US'], '+14165550100'],
    ['of New York for Canada', ['CA'], '+12125550100'],
    ['of the Bahamas for the United States', ['US'], '+12423570100'],
    ['of Jamaica for the United States and Canada', ['US', 'CA'], '+18765550100'],
    ['of Jersey for the United Kingdom', ['GB'], '+441534456789'],
    ['of a mobile of Jersey for the United Kingdom', ['GB'], '+447797712345'],
    ['of a British mobile for Jersey', ['JE'], '+447400123456'],
    ['of Almaty for Russia', ['RU'], '+77272123456'],
    ['of Moscow for Kazakhstan', ['KZ'], '+74951234567'],
    ['of the Vatican for Italy', ['IT'], '+390669812345'],
    ['of a premium range of the United States', ['US'], '+19002345678'],
    ['of a premium range of Germany', ['DE'], '+499001234567'],
    ['of a shared-cost range of Germany', ['DE'], '+491801123456'],
    ['of a premium range of the United Kingdom', ['GB'], '+449012345678'],
    ['of a personal number of the United Kingdom', ['GB'], '+447012345678'],
    ['of a premium range of Norway', ['NO'], '+4782012345'],
    ['of a satellite phone', ['US', 'DE', 'GB'], '+881612345678'],
    ['of Inmarsat', ['US', 'DE', 'GB'], '+870773111632'],
  ])('%s', (_, countries, number) => expect(among(countries, number)).toBe(false));

  it('that begins with a refused prefix, whatever its country', () => {
    expect(among([], '+881612345678', ['+881'])).toBe(false);
    expect(among(['AU'], '+61147123456', ['+61147'])).toBe(false);
    expect(among(['AU'], '+61412345678', ['+61147'])).toBe(true);
  });
});

/** These have mobiles of a country of the same code, whose name has to be written beside theirs. */
const withMobilesOfAnother = ['AX', 'BL', 'CC', 'CX', 'EH', 'IM', 'MF', 'SJ', 'VA'];

it('of every country has its mobiles called', () => {
  const uncalled = getCountries().filter((country) => {
    const example = getExampleNumber(country, examples);
    return example && !among([country], example.number);
  });
  expect(uncalled).toEqual(withMobilesOfAnother);
});

it('is known by no more than a few hundred prefixes in any country', () => {
  for (const country of getCountries()) {
    const [plan] = callableNumbers({ callableCountries: [country], refusedPrefixes: [] }).plans;
    expect((plan?.callable.length ?? 0) + (plan?.refused.length ?? 0)).toBeLessThan(120);
  }
});
