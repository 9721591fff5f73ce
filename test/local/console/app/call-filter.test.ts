import { describe, expect, it } from '@jest/globals';
import { matches } from '../../../../local/console/app/calls/call-filter.ts';

const call = { from: '+14155550123', outcome: 'hung-up', faults: 0 } as const;

describe('the list of calls, narrowed', () => {
  it.each([
    ['all', '', true],
    ['all', '+1 415 555 0123', true],
    ['all', '0123', true],
    ['all', '0124', false],
    ['hung-up', '', true],
    ['hung-up', '0124', false],
    ['live', '', false],
    ['at-home', '', false],
    ['back', '', false],
    ['faults', '', false],
  ] as const)('to %s with the number %j: %j', (kind, search, isListed) =>
    expect(matches(call, { kind, search })).toBe(isListed),
  );

  it('to those with faults shows them whatever has become of them', () =>
    expect(matches({ ...call, faults: 1 }, { kind: 'faults', search: '' })).toBe(true));

  it('to those called back shows the call and the return call', () => {
    const outcomes = ['called-back', 'returned', 'at-home'] as const;
    const listed = outcomes.map((outcome) => matches({ ...call, outcome }, { kind: 'back', search: '' }));
    expect(listed).toEqual([true, true, false]);
  });
});
