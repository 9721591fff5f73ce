import { describe, expect, it } from '@jest/globals';
import type { CallbackRecord } from '../../../lambdas/domain/callback/callback-record.ts';
import { claimOf } from '../../../lambdas/domain/callback/return-call.ts';
import { alice, bob, callbackRecord, NOON_MS } from '../../support/builders.ts';

const DUE_MS = NOON_MS + 300_000;
const MINDFUL = '+18005550199' as typeof alice;
const call = (overrides = {}) => ({
  ...{ callSid: 'CA-return', callerId: MINDFUL, returnCallers: [MINDFUL], nowMs: DUE_MS },
  ...overrides,
});
const broughtBack = (known: CallbackRecord[], overrides = {}) => claimOf(known, call(overrides)).candidates[0];

describe("a call to the return number from Mindful's caller ID", () => {
  it('brings back the callback that is due', () => {
    expect(claimOf([callbackRecord()], call())).toEqual({ standing: 'proven', candidates: [callbackRecord()] });
  });

  it.each([
    { minutes: -10, known: true },
    { minutes: -10.1, known: false },
    { minutes: 10, known: true },
    { minutes: 10.1, known: false },
  ])('$minutes minutes from its due time it is known: $known', ({ minutes, known }) => {
    const record = broughtBack([callbackRecord()], { nowMs: DUE_MS + minutes * 60_000 });
    expect(record !== undefined).toBe(known);
  });

  it('has priority without a callback too: Mindful has its reasons', () => {
    expect(claimOf([], call())).toEqual({ standing: 'proven', candidates: [] });
  });

  it('brings back what Mindful confirmed however late, and what counts as lost when nobody else is due', () => {
    const nowMs = DUE_MS + 60 * 60_000;
    const registered = callbackRecord({ status: 'registered' });
    const lost = callbackRecord({ caller: bob, callSid: 'CA-bob', status: 'lost', acceptedAtMs: NOON_MS - 60_000 });
    expect(broughtBack([lost, registered], { nowMs })).toBe(registered);
    expect(broughtBack([lost], { nowMs })).toBe(lost);
    expect(broughtBack([{ ...lost, lostTaskEndedAtMs: nowMs }], { nowMs })).toBeUndefined();
  });

  it('goes by the time that Mindful named', () => {
    const record = callbackRecord({ status: 'registered', dueAtMs: NOON_MS + 60 * 60_000 });
    expect(broughtBack([record], { nowMs: NOON_MS + 49 * 60_000 })).toBeUndefined();
    expect(broughtBack([record], { nowMs: NOON_MS + 50 * 60_000 })).toBe(record);
  });

  it('brings back the one that is due first', () => {
    const first = callbackRecord({ acceptedAtMs: NOON_MS - 60_000 });
    expect(broughtBack([callbackRecord({ caller: bob, callSid: 'CA-bob' }), first])).toBe(first);
  });

  it('is matched to the same callback when Twilio asks twice', () => {
    const returned = callbackRecord({ status: 'returned', returnCallSid: 'CA-return' });
    expect(claimOf([returned], call())).toEqual({ standing: 'proven', candidates: [returned] });
  });
});

describe("a call to the return number from a customer's own", () => {
  it("brings back the customer's callback, though another is longer due", () => {
    const own = callbackRecord({ caller: bob, callSid: 'CA-bob' });
    const known = [callbackRecord({ acceptedAtMs: NOON_MS - 60_000 }), own];
    expect(claimOf(known, call({ callerId: bob }))).toEqual({ standing: 'proven', candidates: [own] });
  });

  it.each(['abandoned', 'lost'] as const)('brings back a callback that was %s', (status) => {
    const record = callbackRecord({ status, returnCallSid: 'CA-other', expiresAtMs: DUE_MS + 1 });
    expect(broughtBack([record], { callerId: alice })).toBe(record);
    expect(broughtBack([record], { callerId: alice, nowMs: DUE_MS + 1 })).toBeUndefined();
    expect(broughtBack([record], { callerId: bob })).toBeUndefined();
  });

  it('proves nothing hours before the time', () => {
    const record = callbackRecord({ status: 'registered', dueAtMs: DUE_MS + 2 * 60 * 60_000 });
    expect(claimOf([record], call({ callerId: alice }))).toEqual({ standing: 'unproven', candidates: [] });
  });
});

describe('a call to the return number from anybody', () => {
  it.each([bob, undefined])('(%s) has no claim, whoever is due', (callerId) => {
    expect(claimOf([callbackRecord()], call({ callerId }))).toEqual({ standing: 'unproven', candidates: [] });
  });

  it("has priority while a callback is due where Mindful's caller IDs are not configured", () => {
    const anybody = call({ callerId: bob, returnCallers: [] });
    expect(claimOf([callbackRecord()], anybody)).toEqual({ standing: 'due', candidates: [callbackRecord()] });
    expect(claimOf([], anybody)).toEqual({ standing: 'unproven', candidates: [] });
    const returned = callbackRecord({ status: 'returned', returnCallSid: 'CA-other' });
    expect(claimOf([returned], anybody).standing).toBe('unproven');
  });

  it('takes a callback that no other call stands for, if there is one', () => {
    const taken = callbackRecord({ acceptedAtMs: NOON_MS - 60_000, returnCallSid: 'CA-other' });
    const free = callbackRecord({ caller: bob, callSid: 'CA-bob' });
    const anybody = call({ callerId: undefined, returnCallers: [] });
    expect(claimOf([taken, free], anybody).candidates).toEqual([free, taken]);
    expect(claimOf([{ ...taken, returnCallSid: 'CA-return' }, free], anybody)).toMatchObject({
      standing: 'due',
      candidates: [{ callSid: 'CA-first' }],
    });
  });
});
