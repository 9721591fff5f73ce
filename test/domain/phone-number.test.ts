import { describe, expect, it } from '@jest/globals';
import { maskPhoneNumber, parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { alice } from '../support/builders.ts';

describe('a caller ID', () => {
  it.each(['+14155551234', '+442071838750', '+290123', '+8613800138000'])('%s can be called back', (text) => {
    expect(parsePhoneNumber(text)).toBe(text);
  });

  it.each([
    undefined,
    '',
    '+',
    'anonymous',
    'RESTRICTED',
    '+266696687',
    '+7378742833',
    '+2562533',
    '+8656696',
    '+86282452253',
    'sip:anonymous@anonymous.invalid',
    'client:alice',
    '14155551234',
    '+04155551234',
    '+1415555123a',
    '+1234567890123456',
    '+14155551234\n',
    ' +14155551234',
  ])('%j can not', (text) => {
    expect(parsePhoneNumber(text)).toBeUndefined();
  });

  it('shows its last four digits at most', () => {
    expect(maskPhoneNumber(alice)).toBe('...1234');
  });
});
