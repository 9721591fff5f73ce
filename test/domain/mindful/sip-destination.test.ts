import { expect, it } from '@jest/globals';
import { sipDestination } from '../../../lambdas/domain/mindful/sip-destination.ts';
import { configuration } from '../../support/builders.ts';

it.each([
  ['sip:return-support@x.sip.twilio.com', 'return'],
  ['<sip:HOLD-support@x.sip.twilio.com:5060>', 'choose-hold'],
  ['sip:premium@x.sip.twilio.com', undefined],
  ['sip:return-sales@x.sip.twilio.com', undefined],
  ['+19005550100', undefined],
  [undefined, undefined],
])('an INVITE to %s is for %s', (address, purpose) =>
  expect(sipDestination(configuration(), address)?.purpose).toBe(purpose),
);
