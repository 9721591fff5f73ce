import { describe, expect, it } from '@jest/globals';
import { LAST_PLACE, lineOf, placeInLine } from '../../../lambdas/domain/wait/line.ts';
import { fc } from '../../support/properties.ts';

const task = (callSid: string) => ({ attributes: { call_sid: callSid } });
const accepted = (second: number) => ({ acceptedAtMs: second * 1000 + 500 });
const since = (callSid: string, sinceSeconds: number) => ({ callSid, sinceSeconds });

describe('a place in line', () => {
  it.each([
    ['the first, with nobody ahead', [task('CA-me')], [], 1],
    ['behind the calls that agents get before', [task('CA-1'), task('CA-2'), task('CA-me'), task('CA-3')], [], 3],
    ['behind a task that is no call', [{ attributes: { type: 'lost-callback' } }, task('CA-me')], [], 2],
    ['behind who waits at home and was there before', [task('CA-me')], [accepted(50), accepted(99)], 3],
    ['ahead of who accepted in the same second or later', [task('CA-me')], [accepted(100), accepted(130)], 1],
    ['not known of a call that the sample has not seen', [task('CA-1')], [], undefined],
  ])('is %s', (_, waiting, atHome, place) =>
    expect(placeInLine(lineOf(waiting, atHome), since('CA-me', 100))).toBe(place),
  );

  it(`is told up to ${LAST_PLACE}, wherever the people ahead are`, () =>
    fc.assert(
      fc.property(fc.nat({ max: 250 }), fc.nat({ max: 250 }), (calls, home) => {
        const waiting = [
          ...Array.from({ length: calls }, (_, index) => task(`CA-${index}`)),
          task('CA-me'),
          task('CA-x'),
        ];
        const atHome = Array.from({ length: home }, (_, index) => accepted((index * 7) % 90));
        const place = calls + home + 1;
        const told = placeInLine(lineOf(waiting, atHome), since('CA-me', 100));
        expect(told).toBe(place <= LAST_PLACE ? place : undefined);
      }),
    ));
});
