import { describe, expect, it } from '@jest/globals';
import { withheldWords } from '../../local/twilio/calls/withheld-numbers.ts';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { inQueueOffer: { afterSeconds: 5, everySeconds: 30, atMost: 5 } } });

/** ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE and PRIVATE as keys. */
const spelled = ['266696687', '7378742833', '2562533', '8656696', '86282452253', '7748283'];
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

const forms = [
  ...withheldWords.flatMap((word) => [word, capital(word), word.toUpperCase(), `+${word}`]),
  ...withheldWords.flatMap((word) => [`sip:${word}@${word}.invalid`, `sip:${capital(word)}@example.com`]),
  ...spelled.flatMap((digits) => [`+${digits}`, digits]),
  ...[
    '',
    '+',
    '0',
    '+0',
    '00',
    '1',
    '+1',
    '12345',
    '+12345',
    'client:alice',
    'client:+14155551234',
    'sip:+14155551234@x',
  ],
  ...[
    'sip:anonymous@anonymous.invalid:5060;transport=udp',
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    'null',
    'Private Number',
  ],
];

describe('a caller who keeps the number back', () => {
  it('may come in 60 forms', () => expect(new Set(forms).size).toBeGreaterThanOrEqual(60));

  it.each(forms)('as %j holds without an offer, and nothing is sent to Mindful', async (from) => {
    await forceWait(centre(), 421);
    const caller = await Phone.dial(centre(), from);
    await caller.isPutInTheQueue(1);
    await caller.waits(40);
    caller.neverHeard(/press 1/);
    expect(caller.record.where).toMatch(/^holding/);
    const [task] = centre().floors.get('support')?.tasks() ?? [];
    expect(task?.attributes).toMatchObject({ name: 'Withheld number' });
    expect(task?.attributes).not.toHaveProperty('customerPhone');
    await caller.hangsUp();
    for (const { body } of caller.record.webhooks) expect(body).not.toMatch(/user-to-user|<Dial/);
    caller.wentWell();
  });
});
