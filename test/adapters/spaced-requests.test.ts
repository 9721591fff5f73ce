import { describe, expect, it } from '@jest/globals';
import { UnexpectedStatus } from '../../lambdas/adapters/json-request.ts';
import { spaced } from '../../lambdas/adapters/spaced-requests.ts';

function clock() {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    random: () => 0.4,
    wait: async (ms: number) => {
      nowMs += ms;
    },
  };
}

const tooMany = () => Promise.reject(new UnexpectedStatus('TaskRouter', 429));

describe('requests of which few are allowed', () => {
  it('go out so far apart', async () => {
    const timer = clock();
    const paced = spaced(1000, timer);
    const sentAtMs: number[] = [];
    for (let request = 0; request < 4; request += 1) await paced(async () => sentAtMs.push(timer.nowMs()));
    expect(sentAtMs).toEqual([0, 1000, 2000, 3000]);
  });

  it('are made again after a 429, a little apart from those of other instances', async () => {
    const timer = clock();
    const answers = [tooMany, tooMany, async () => timer.nowMs()];
    expect(await spaced(1000, timer)(() => answers.shift()?.() ?? tooMany())).toBe(2200);
  });

  it('are given up after three times', async () => {
    const timer = clock();
    let asked = 0;
    const request = spaced(
      1000,
      timer,
    )(() => {
      asked += 1;
      return tooMany();
    });
    await expect(request).rejects.toThrow('TaskRouter answered 429');
    expect(asked).toBe(3);
  });

  it('are not made again after another failure', async () => {
    let asked = 0;
    const request = spaced(
      1000,
      clock(),
    )(async () => {
      asked += 1;
      throw new UnexpectedStatus('TaskRouter', 500);
    });
    await expect(request).rejects.toThrow('500');
    expect(asked).toBe(1);
  });
});
