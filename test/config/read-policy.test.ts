import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkPolicy } from '../../config/check-policy.ts';
import { readPolicy } from '../../config/read-policy.ts';
import { configuration } from '../support/builders.ts';

interface Field {
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Field>;
}

const schema = JSON.parse(readFileSync('config/configuration.schema.json', 'utf8'));
const fields = Object.entries(schema.properties.queues.items.properties.policy.properties as Record<string, Field>);
const wholeNumbers = fields.flatMap(([name, { type, minimum = 0, maximum = 0 }]) =>
  type === 'integer' ? [{ name, minimum, maximum }] : [],
);
const choices = fields.flatMap(([name, { enum: names }]) => (names ? [{ name, names }] : []));

const accepts = (name: string, value: unknown) => Object.hasOwn(readPolicy({ [name]: value }), name);

describe('an override in the table is read as the configuration would be', () => {
  it('and has no field that the configuration does not have', () => {
    expect(readPolicy({ surprise: 1, __proto__: { offers: 'off' } })).toEqual({});
  });

  it.each(wholeNumbers)('$name from $minimum to $maximum', ({ name, minimum, maximum }) => {
    expect([minimum, maximum].map((value) => accepts(name, value))).toEqual([true, true]);
    const wrong = [minimum - 1, maximum + 1, minimum + 0.5, String(minimum), null, Number.NaN];
    expect(wrong.filter((value) => accepts(name, value))).toEqual([]);
  });

  it.each(choices)('$name as one of $names', ({ name, names }) => {
    expect(names.filter((value) => accepts(name, value))).toEqual(names);
    expect(['', 'constructor', null, [names[0]]].filter((value) => accepts(name, value))).toEqual([]);
  });

  const written: [string, unknown][] = [
    ['inQueueOffer', { afterSeconds: 0, everySeconds: 30, atMost: 20 }],
    ['lostCallbackTask', true],
    ['offerBeforeQueue', false],
    ['offerOnHold', false],
    ['openingHours', { timeZone: 'Europe/Zurich', weekly: { monday: ['09:00-24:00'] }, closedDates: ['2026-12-25'] }],
    ['whenClosed', { kind: 'say' }],
    ['whenClosed', { kind: 'redirect', url: 'https://example.com/closed' }],
    ['recordings', { holding: 'https://example.com/holding.mp3' }],
    ['musicUrl', 'https://example.com/musik-für-alle.mp3'],
    ['announcement', 'Wir ziehen um 🚚. "Bis bald" & <adiós>'],
    ['announcement', 'x'.repeat(500)],
    ['voice', 'Polly.Joanna-Neural'],
    ['voice', 'Google.en-US-Chirp3-HD-Aoede'],
  ];
  it.each(written)('%s as the operator may set it: %j', (name, value) => {
    expect(checkPolicy(configuration(), 'support', { [name]: value })).toMatchObject({ ok: true });
    expect(readPolicy({ [name]: value })).toEqual({ [name]: value });
  });

  const edited: [string, unknown][] = [
    ['inQueueOffer', { afterSeconds: -1, everySeconds: 30, atMost: 20 }],
    ['inQueueOffer', null],
    ['lostCallbackTask', 'yes'],
    ['offerBeforeQueue', 'false'],
    ['offerOnHold', 0],
    ['openingHours', { timeZone: 'Mars/Olympus', weekly: {}, closedDates: [] }],
    ['openingHours', { timeZone: 'Europe/Zurich', weekly: { monday: '09:00-17:00' }, closedDates: [] }],
    ['whenClosed', { kind: 'redirect', url: 'example.com' }],
    ['recordings', { holding: 'https://example.com/\u0001' }],
    ['musicUrl', 'https://example.com/\u0007.mp3'],
    ['announcement', 'We are\u0000 moving.'],
    ['announcement', 'We are\nmoving.'],
    ['announcement', '\ud800'],
    ['announcement', ''],
    ['announcement', 'x'.repeat(501)],
    ['voice', 'Google.en-US-\u0001'],
    ['voice', 42],
  ];
  it.each(edited)('%s not as a hand may have left it: %j', (name, value) => {
    expect(checkPolicy(configuration(), 'support', { [name]: value })).toMatchObject({ ok: false });
    expect(readPolicy({ [name]: value, thresholdSeconds: 60 })).toEqual({ thresholdSeconds: 60 });
  });

  it('and knows every field that the configuration has', () => {
    const asDefault = configuration({
      announcement: 'We are moving.',
      registeringMusicUrl: 'https://example.com/piece.mp3',
      openingHours: { timeZone: 'Europe/Zurich', weekly: {} },
    }).queues[0]?.policy;
    expect(readPolicy(asDefault ?? {})).toEqual(asDefault);
    expect(Object.keys(asDefault ?? {}).sort()).toEqual(fields.map(([name]) => name).sort());
  });
});
