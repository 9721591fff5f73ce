import { describe, expect, it } from '@jest/globals';
import {
  dueAtMs,
  hasLapsed,
  isOverdue,
  isWaitingAtHome,
  newCallbackRecord,
} from '../../../lambdas/domain/callback/callback-record.ts';
import { alice, callbackRecord, NOON_MS } from '../../support/builders.ts';

const HOUR_MS = 3_600_000;
const accepted = (quotedWaitSeconds: number) =>
  newCallbackRecord({ caller: alice, queue: 'support', callSid: 'CA-first', quotedWaitSeconds }, NOON_MS);

describe('a callback that Mindful never confirmed', () => {
  it.each([0, 300, 3 * 3600])('quoted at %d seconds, lapses two hours after it was due', (quotedWaitSeconds) => {
    const record = accepted(quotedWaitSeconds);
    const lapsesAtMs = NOON_MS + quotedWaitSeconds * 1000 + 2 * HOUR_MS;
    expect(isWaitingAtHome(record, lapsesAtMs - 1)).toBe(true);
    expect(hasLapsed(record, lapsesAtMs - 1)).toBe(false);
    expect(hasLapsed(record, lapsesAtMs)).toBe(true);
  });

  it('lapses after twenty-six hours at the latest, whatever a flow passed on as the quote', () =>
    expect(hasLapsed(accepted(9_999_999_999), NOON_MS + 26 * HOUR_MS)).toBe(true));
});

describe('a callback that Mindful has confirmed', () => {
  const registered = callbackRecord({ status: 'registered', acceptedAtMs: NOON_MS, quotedWaitSeconds: 300 });

  it('is due the quoted wait after it was accepted, unless Mindful has said when', () => {
    expect(dueAtMs(registered)).toBe(NOON_MS + 300_000);
    expect(dueAtMs({ ...registered, dueAtMs: NOON_MS + 1 })).toBe(NOON_MS + 1);
  });

  it('is overdue when the grace after its due time is over, and not before', () => {
    expect(isOverdue(registered, 900, NOON_MS + 1_200_000)).toBe(false);
    expect(isOverdue(registered, 900, NOON_MS + 1_200_001)).toBe(true);
    expect(isOverdue({ ...registered, status: 'transferred' }, 900, NOON_MS + 1e9)).toBe(false);
  });
});
