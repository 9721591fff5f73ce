import { describe, expect, it } from '@jest/globals';
import { transferOutcome } from '../../../lambdas/domain/callback/transfer-outcome.ts';

const outcome = (dialCallStatus: string | undefined, dialSeconds?: number, callStatus?: string) =>
  transferOutcome({ dialCallStatus, dialSeconds, callStatus: callStatus ?? 'in-progress' }, 15);

describe('a transfer to Mindful', () => {
  it('was taken if the leg lasted long enough for a registration', () => {
    expect(outcome('completed', 15)).toBe('taken');
    expect(outcome('answered', 15)).toBe('taken');
    expect(outcome('completed', 15, 'unheard-of')).toBe('taken');
  });

  it('failed if Mindful answered, said no and hung up', () => {
    expect(outcome('completed', 14)).toBe('failed');
  });

  it.each(['busy', 'failed', 'no-answer', 'canceled'])('failed when it is %s', (status) => {
    expect(outcome(status)).toBe('failed');
    expect(outcome(status, 60)).toBe('failed');
  });

  it('is open when the caller hung up early: Mindful may have registered all the same', () => {
    expect(outcome('completed', 5, 'completed')).toBe('caller-left');
    expect(outcome('canceled', undefined, 'completed')).toBe('caller-left');
  });

  it.each([undefined, '', 'unheard-of', 'complete', 'Busy', 'completedDialSipCallIdf00'])(
    'is not known to have failed when it is "%s"',
    (status) => {
      expect(outcome(status, 60)).toBe('unknown');
      expect(outcome(status, 60, 'completed')).toBe('unknown');
    },
  );

  it('is not known to have failed without its length, or while nobody knows where the caller is', () => {
    expect(outcome('completed')).toBe('unknown');
    expect(outcome('completed', undefined, 'completed')).toBe('unknown');
    expect(outcome('busy', 0, 'unheard-of')).toBe('unknown');
  });
});
