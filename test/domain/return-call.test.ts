import { describe, expect, it } from '@jest/globals';
import { callbackBroughtBack } from '../../lambdas/domain/return-call.ts';
import { alice, bob, callbackRecord, NOON_MS } from '../support/builders.ts';

const DUE_MS = NOON_MS + 300_000;
const call = (overrides = {}) => ({ callSid: 'CA-return', caller: undefined, nowMs: DUE_MS, ...overrides });

describe('a call to the return number', () => {
  it('brings back the callback that is due', () => {
    expect(callbackBroughtBack([callbackRecord()], call())).toMatchObject({ caller: alice });
  });

  it.each([
    { minutes: -10, known: true },
    { minutes: -10.1, known: false },
    { minutes: 10, known: true },
    { minutes: 10.1, known: false },
  ])('$minutes minutes from its due time it is known: $known', ({ minutes, known }) => {
    const record = callbackBroughtBack([callbackRecord()], call({ nowMs: DUE_MS + minutes * 60_000 }));
    expect(record !== undefined).toBe(known);
  });

  it('that Mindful confirmed is known however late, as long as it is not lost', () => {
    const late = call({ nowMs: DUE_MS + 60 * 60_000 });
    expect(callbackBroughtBack([callbackRecord({ status: 'registered' })], late)).toBeDefined();
    expect(callbackBroughtBack([callbackRecord({ status: 'lost' })], late)).toBeUndefined();
  });

  it('is known by the time that Mindful named', () => {
    const record = callbackRecord({ status: 'registered', dueAtMs: NOON_MS + 60 * 60_000 });
    expect(callbackBroughtBack([record], call({ nowMs: NOON_MS + 49 * 60_000 }))).toBeUndefined();
    expect(callbackBroughtBack([record], call({ nowMs: NOON_MS + 50 * 60_000 }))).toBe(record);
  });

  it('may bring back once more who hung up before an agent came, under their own number only', () => {
    const record = callbackRecord({ status: 'abandoned', returnCallSid: 'CA-other', expiresAtMs: DUE_MS + 1 });
    expect(callbackBroughtBack([record], call({ caller: alice }))).toBe(record);
    expect(callbackBroughtBack([record], call())).toBeUndefined();
    expect(callbackBroughtBack([record], call({ caller: alice, nowMs: DUE_MS + 1 }))).toBeUndefined();
  });

  it("prefers the caller's own callback to one that is longer due", () => {
    const open = [
      callbackRecord({ acceptedAtMs: NOON_MS - 60_000 }),
      callbackRecord({ caller: bob, callSid: 'CA-bob' }),
    ];
    expect(callbackBroughtBack(open, call({ caller: bob }))).toMatchObject({ callSid: 'CA-bob' });
    expect(callbackBroughtBack(open, call())).toMatchObject({ callSid: 'CA-first' });
  });

  it('is matched to the same callback when Twilio asks twice', () => {
    const returned = callbackRecord({ status: 'returned', returnCallSid: 'CA-return' });
    expect(callbackBroughtBack([returned], call())).toBe(returned);
  });

  it('has no claim once another call has brought the callback back', () => {
    const returned = callbackRecord({ status: 'returned', returnCallSid: 'CA-other' });
    expect(callbackBroughtBack([returned], call())).toBeUndefined();
  });
});
