import { describe, expect, it } from '@jest/globals';
import { mindfulSipUri, sipHeader } from '../../../lambdas/domain/mindful/sip-header.ts';
import { alice, queueConfig } from '../../support/builders.ts';

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

describe('the header with the number', () => {
  it('is found whatever the case of the header', () => {
    const headers = new Map([['x-user-to-user', '+14155551234']]);
    expect(sipHeader(headers, 'X-User-To-User')).toBe('+14155551234');
    expect(sipHeader(headers, 'x-other')).toBeUndefined();
  });
});
