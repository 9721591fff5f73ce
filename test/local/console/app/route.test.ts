import { describe, expect, it } from '@jest/globals';
import { readMoment, withMoment } from '../../../../local/console/app/state/route.ts';

const moment = { scene: 'monday-peak', minute: 24 };

describe('the address of the page', () => {
  it.each([
    ['#floor', moment, '#floor?scene=monday-peak&minute=24'],
    ['#calls/CA1?scene=quiet-day&minute=3', moment, '#calls/CA1?scene=monday-peak&minute=24'],
    ['#charts/support?scene=quiet-day&minute=3', undefined, '#charts/support'],
    ['', moment, '#/start?scene=monday-peak&minute=24'],
  ])('of %j takes the moment of a scene', (hash, taken, address) => {
    expect(withMoment(hash, taken)).toBe(address);
    expect(readMoment(address)).toEqual(taken);
  });

  it.each([
    '#floor',
    '#floor?scene=monday-peak',
    '#floor?scene=monday-peak&minute=-1',
    '#floor?minute=24',
    '#x?minute=1e9&scene=a',
  ])('names no moment: %s', (hash) => expect(readMoment(hash)).toBeUndefined());
});
