import { afterEach, describe, expect, it } from '@jest/globals';
import { shiftDate } from '../../../../local/aws/lambda/virtual-date.ts';

const NOW_MS = Date.UTC(2030, 0, 2, 3, 4, 5);

describe('a shifted Date', () => {
  let restore: () => void = () => undefined;
  afterEach(() => restore());

  it('tells the virtual time wherever no other is given', () => {
    restore = shiftDate(() => NOW_MS);
    expect(Date.now()).toBe(NOW_MS);
    expect(new Date().toISOString()).toBe('2030-01-02T03:04:05.000Z');
    expect(new Date(0).getTime()).toBe(0);
    expect(new Date(2026, 0).getFullYear()).toBe(2026);
    expect(Date.UTC(1970, 0)).toBe(0);
    expect(new Date()).toBeInstanceOf(Date);
  });

  it('leaves timers and performance.now alone', () => {
    const before = performance.now();
    restore = shiftDate(() => NOW_MS);
    expect(performance.now() - before).toBeLessThan(60_000);
  });

  it('is shifted once at a time, and again after it was restored', () => {
    const RealDate = Date;
    restore = shiftDate(() => NOW_MS);
    expect(() => shiftDate(() => 0)).toThrow(/already running/);
    restore();
    expect(Date).toBe(RealDate);
    restore = shiftDate(() => 0);
    expect(Date.now()).toBe(0);
  });
});
