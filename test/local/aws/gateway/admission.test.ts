import { describe, expect, it } from '@jest/globals';
import { Admission } from '../../../../local/aws/gateway/admission.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('what arrives at the gateway', () => {
  it('is begun in the order in which it came, one in a turn', async () => {
    const admission = new Admission(3);
    const begun: number[] = [];
    for (const name of [1, 2, 3]) void admission.admit(async () => begun.push(name));
    const afterEachTurn: number[][] = [];
    for (let turns = 0; turns < 4; turns += 1) {
      await turn();
      afterEachTurn.push([...begun]);
    }
    expect(afterEachTurn).toEqual([[], [1], [1, 2], [1, 2, 3]]);
  });

  it('is told at once that there is no room beyond the limit, though nothing has been begun yet', async () => {
    const admission = new Admission(2);
    const works = ['first', 'second', 'third'].map((name) => admission.admit(async () => name));
    expect(await Promise.all(works)).toEqual(['first', 'second', undefined]);
    expect(await admission.admit(async () => 'fourth')).toBe('fourth');
  });

  it('frees its place when it fails', async () => {
    const admission = new Admission(1);
    await expect(admission.admit(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await admission.admit(async () => 'next')).toBe('next');
  });

  it('is begun in every fourth turn while others arrive in each, and the crowd is counted meanwhile', async () => {
    const admission = new Admission(5);
    let begun = 0;
    let refused = 0;
    const forGood = () => {
      begun += 1;
      return new Promise<never>(() => {});
    };
    for (let arrivals = 0; arrivals < 8; arrivals += 1) {
      void admission.admit(forGood).then((answer) => {
        if (answer === undefined) refused += 1;
      });
      await turn();
    }
    expect({ begun, refused }).toEqual({ begun: 2, refused: 3 });
  });
});
