import { describe, expect, it } from '@jest/globals';
import { readCallbackStatus } from '../../lambdas/domain/mindful/callback-status.ts';
import { readMindfulEvent } from '../../lambdas/domain/mindful/webhook-event.ts';
import { callbackStatus } from '../../local/mindful/callback-status.ts';
import { registeredEvent } from '../../local/mindful/registered-event.ts';
import { NOON_MS } from '../support/builders.ts';
import { formOf, vendorDocument } from '../support/vendor-documents.ts';

const published = vendorDocument('mindful-registered-callback')['document'];
const answers = vendorDocument('mindful-scheduler-answers');

const callback = {
  queue: 'support',
  customerNumber: '+14155550123',
  registeredAtMs: NOON_MS,
  dueAtMs: NOON_MS + 1_800_000,
  state: 'waiting',
} as const;

describe("Mindful's published event about a registered callback", () => {
  it('is due when Mindful estimates it, not when it is scheduled seconds after its creation', () => {
    const event = readMindfulEvent(published);
    expect(event).toMatchObject({
      name: 'Registered Callback',
      callTargetId: '4380',
      numbers: ['+14155550123'],
      createdAtMs: Date.parse('2026-11-29T10:00:00Z'),
      dueAtMs: Date.parse('2026-11-29T10:30:00Z'),
    });
  });

  it('has the fields of the simulated one, in the same forms', () => {
    const simulated = registeredEvent(
      {
        callback,
        callTargetId: '4380',
        firstPartyCalled: 'agent',
        calledNumber: '+18525550917',
        metadata: {},
        registrationSeconds: 6,
        sequence: 0x126b5e,
      },
      'ani-text',
    );
    // Names that an operator chooses, and the items that a Call Target keeps.
    const free = ['metadata', 'callTargetName', 'clientName', 'webhookName'];
    expect(formOf(simulated, free)).toEqual(formOf(published, free));
  });
});

describe("Mindful's published answer about a number's callback", () => {
  it('is read with its due time, all of it being text', () =>
    expect(
      readCallbackStatus(answers['callbackStatus'], { acceptedAtMs: 1_795_924_990_000, callTargetId: '4380' }),
    ).toEqual({ dueAtMs: 1_795_925_900_000 }));

  it('has the fields of the simulated one, in the same forms', () =>
    expect(formOf({ data: [callbackStatus(callback, '4380')] })).toEqual(formOf(answers['callbackStatus'])));
});
