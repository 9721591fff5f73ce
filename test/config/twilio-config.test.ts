import { describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { sipDomainName } from '../../lambdas/domain/sip-domain-name.ts';
import { writtenConfiguration } from '../support/builders.ts';

function check(twilio: object) {
  return checkConfiguration({ ...writtenConfiguration(), twilio });
}

describe('what a configuration says about the Twilio account', () => {
  it("may be nothing: Mindful's four addresses, a name of its own, nothing taken over", () => {
    const reading = checkConfiguration(writtenConfiguration());
    expect(reading).toMatchObject({
      ok: true,
      configuration: {
        twilio: {
          mindfulAddresses: ['54.165.17.177/32', '54.145.183.157/32', '54.87.8.161/32', '3.223.253.119/32'],
          takeOver: [],
        },
      },
    });
    if (reading.ok) expect(sipDomainName(reading.configuration, 'prod')).toBe('callback-prod-00000001.sip.twilio.com');
  });

  it('names another SIP domain', () => {
    const reading = check({ sipDomain: 'acme-callback' });
    if (!reading.ok) throw new Error(reading.problems.join('\n'));
    expect(sipDomainName(reading.configuration, 'prod')).toBe('acme-callback.sip.twilio.com');
  });

  it.each([
    { twilio: { mindfulAddresses: ['54.165.17.256/32'] }, place: 'twilio.mindfulAddresses[0]' },
    { twilio: { mindfulAddresses: ['54.165.17.177'] }, place: 'twilio.mindfulAddresses[0]' },
    { twilio: { mindfulAddresses: ['0.0.0.0/0'] }, place: 'twilio.mindfulAddresses[0]' },
    { twilio: { mindfulAddresses: [] }, place: 'twilio.mindfulAddresses' },
    { twilio: { sipDomain: 'Acme.Callback' }, place: 'twilio.sipDomain' },
    { twilio: { takeOver: ['everything'] }, place: 'twilio.takeOver[0]' },
    { twilio: { adresses: [] }, place: 'twilio.adresses' },
  ])('is refused with its place: $place', ({ twilio, place }) => {
    const reading = check(twilio);
    expect(reading.ok ? [] : reading.problems).toEqual([expect.stringContaining(place)]);
  });
});
