import type { SampledQueue } from '../../lambdas/domain/wait/estimators.ts';
import type { QueueMemory } from '../../lambdas/domain/wait/queue-memory.ts';
import type { Ablation } from './contenders.ts';

type Sample = SampledQueue & { memory: QueueMemory | undefined };

/** `people-ahead` without one of its ideas: what it would have to know of is kept from it, sample by sample. */
export const ablate: Record<Ablation, (sample: Sample) => SampledQueue> = {
  'without the roster': (sample) => ({ ...sample, roster: undefined }),
  'without missing agents who come back': (sample) => ({
    ...remembering(sample, () => ({ usualAgents: 0 })),
    roster: undefined,
  }),
  'without people at home': (sample) => ({ ...sample, callbacks: [] }),
  'without learning when callbacks come': (sample) =>
    remembering(sample, ({ returns }) => ({
      returns: { ...returns, seconds: returns.seconds.map(() => 0), returned: returns.returned.map(() => 0) },
    })),
  'without groups of callbacks': (sample) =>
    remembering(sample, ({ returns }) => ({ returns: { ...returns, surprise: 0, expected: 1e9 } })),
  'without who overtakes': (sample) =>
    remembering(sample, () => ({ promises: { people: 0, promisedSeconds: 0, estimatedSeconds: 0 } })),
  'without giving up': (sample) => remembering(sample, () => ({ canceled: 0, waitedSeconds: 1e9 })),
  'without the share of those who serve': (sample) => remembering(sample, () => ({ servingShare: 1 })),
  'without higher priorities': (sample) => remembering(sample, () => ({ prioritizedShare: 0 })),
  'without ringing': (sample) => remembering(sample, () => ({ ringingSeconds: 0, accepted: 1e9 })),
};

function remembering(sample: Sample, change: (memory: QueueMemory) => Partial<QueueMemory>): Sample {
  return { ...sample, memory: sample.memory && { ...sample.memory, ...change(sample.memory) } };
}
