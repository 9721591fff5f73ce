import { describe, expect, it } from '@jest/globals';
import { afterAttempt, type Breaker, openWay, trialOf } from '../../../lambdas/domain/offer/breaker.ts';
import { NOON_MS } from '../../support/builders.ts';

const opened = { openUntilMs: NOON_MS + 60_000 };
const tried = { openUntilMs: NOON_MS + 60_000, probeCallSid: 'CA-probe' };
const MINUTE_MS = 60_000;

const isOpenFor = (callSid: string, breaker: Breaker, nowMs: number) =>
  openWay({ ways: ['transfer'], breaker, nowMs }, callSid) === undefined;

describe('a failed transfer', () => {
  it('stops the offers for a minute, and another failure of a call from before does not begin it anew', () => {
    const failed = { callSid: 'CA1', outcome: 'failed', nowMs: NOON_MS } as const;
    expect(afterAttempt(undefined, failed)).toEqual({ before: undefined, after: opened });
    expect(afterAttempt(opened, failed)).toBeUndefined();
    expect(isOpenFor('CA2', opened, NOON_MS + MINUTE_MS - 1)).toBe(true);
    expect(isOpenFor('CA2', opened, NOON_MS + MINUTE_MS)).toBe(false);
  });

  it('is tried again by one call, which the breaker lets pass', () => {
    expect(trialOf('CA2', opened, NOON_MS)).toBe('impossible');
    const after = { openUntilMs: NOON_MS + 2 * MINUTE_MS, probeCallSid: 'CA2' };
    expect(trialOf('CA2', opened, NOON_MS + MINUTE_MS)).toEqual({ before: opened, after });
    expect(trialOf(undefined, opened, NOON_MS + MINUTE_MS)).toBe('impossible');
    expect(trialOf('CA2', tried, NOON_MS)).toBe('impossible');
    expect(trialOf('CA-probe', tried, NOON_MS)).toMatchObject({ before: tried });
    expect(isOpenFor('CA-probe', tried, NOON_MS)).toBe(false);
  });

  it('says nothing any more when nobody has tried for ten minutes', () => {
    expect(trialOf('CA2', opened, NOON_MS + 11 * MINUTE_MS - 1)).not.toBe('not-needed');
    expect(trialOf('CA2', opened, NOON_MS + 11 * MINUTE_MS)).toBe('not-needed');
  });

  it('needs no trial where there was none', () => expect(trialOf('CA2', undefined, NOON_MS)).toBe('not-needed'));
});

describe('the end of a trial', () => {
  const ends = (outcome: 'taken' | 'failed' | 'caller-left', callSid = 'CA-probe') =>
    afterAttempt(tried, { callSid, outcome, nowMs: NOON_MS })?.after;

  it('brings the offers back, or stops them for another minute, or leaves the next caller to try', () => {
    expect(ends('taken')).toBe('closed');
    expect(ends('failed')).toEqual(opened);
    expect(ends('caller-left')).toEqual({ openUntilMs: NOON_MS });
  });

  it('is that of no other call', () => {
    for (const outcome of ['taken', 'failed', 'caller-left'] as const)
      expect(ends(outcome, 'CA-other')).toBeUndefined();
  });
});
