import { expect, it } from '@jest/globals';
import { holdTime } from '../../../../local/console/comparison/hold-time.ts';

it.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [60, '1 min'],
  [373, '6 min 13 s'],
  [599.4, '9 min 59 s'],
  [599.6, '10 min'],
  [852, '14 min 12 s'],
  [863, '14 min 23 s'],
  [900, '15 min'],
])('a hold of %d s is shown as "%s"', (seconds, shown) => expect(holdTime(seconds)).toBe(shown));
