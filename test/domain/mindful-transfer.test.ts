import { describe, expect, it } from '@jest/globals';
import { callerFromHeader, mindfulSipUri, sipHeader } from '../../lambdas/domain/mindful-transfer.ts';
import { alice, queueConfig } from '../support/builders.ts';

const target = queueConfig().callTarget;

describe('the SIP address of Mindful', () => {
  it("carries the queue's name too, where queues share a return address", () => {
    expect(mindfulSipUri({ ...target, queueHeaderName: 'x-callback-queue' }, alice, 'support')).toBe(
      'sip:+13305550100@sip-callback.mindful.cx:5566?x-user-to-user=%2B14155551234&x-callback-queue=support',
    );
  });

  it('carries the number with an escaped plus', () => {
    expect(mindfulSipUri(target, alice, 'support')).toBe(
      'sip:+13305550100@sip-callback.mindful.cx:5566?x-user-to-user=%2B14155551234',
    );
  });

  it('names the transport before the headers, where it is not the default', () => {
    expect(mindfulSipUri({ ...target, transport: 'tls', port: 5061 }, alice, 'support')).toBe(
      'sip:+13305550100@sip-callback.mindful.cx:5061;transport=tls?x-user-to-user=%2B14155551234',
    );
  });
});

describe('the number that comes back', () => {
  it.each([
    ['as sent', '+14155551234'],
    ['with its plus lost to form decoding', ' 14155551234'],
    ['still escaped', '%2B14155551234'],
    ['without a plus', '14155551234'],
    ['as hex', '2B3134313535353531323334;encoding=hex'],
    ['quoted', '"+14155551234"'],
    ['as text with its encoding', '+14155551234;encoding=ascii'],
  ])('is understood %s', (_scenario, value) => {
    expect(callerFromHeader(value)).toBe(alice);
  });

  it.each([
    undefined,
    '',
    'anonymous',
    'sip:+14155551234@evil.example',
    '+14155551234,+14155559876',
    '%0d%0aX-Evil: 1',
    '2B31;encoding=hex',
    'zz;encoding=hex',
    '%E0%A4%A',
    `+1415555${'1'.repeat(120)}`,
  ])('%j is nobody', (value) => {
    expect(callerFromHeader(value)).toBeUndefined();
  });

  it('is found whatever the case of the header', () => {
    const parameters = new Map([['SipHeader_X-User-To-User', '+14155551234']]);
    expect(sipHeader(parameters, 'x-user-to-user')).toBe('+14155551234');
    expect(sipHeader(parameters, 'x-other')).toBeUndefined();
  });
});
