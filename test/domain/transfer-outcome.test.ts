import { describe, expect, it } from '@jest/globals';
import { transferOutcome } from '../../lambdas/domain/transfer-outcome.ts';

const outcome = (dialCallStatus: string | undefined, dialSeconds = 0, callerHungUp = false) =>
  transferOutcome({ dialCallStatus, dialSeconds, callerHungUp }, 15);

describe('a transfer to Mindful', () => {
  it('was taken if the leg lasted long enough for a registration', () => {
    expect(outcome('completed', 15)).toBe('taken');
    expect(outcome('answered', 15)).toBe('taken');
  });

  it('failed if Mindful answered, said no and hung up', () => {
    expect(outcome('completed', 14)).toBe('failed');
  });

  it.each(['busy', 'failed', 'no-answer', 'canceled', 'unheard-of', undefined])('failed when it is %s', (status) => {
    expect(outcome(status, 60)).toBe('failed');
  });

  it('is open when the caller hung up early: Mindful may have registered all the same', () => {
    expect(outcome('completed', 5, true)).toBe('caller-left');
  });
});
