import { useState } from 'preact/hooks';
import type { ComparisonAnswer } from '../../control/comparison.ts';
import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { usePending } from '../state/use-pending.ts';
import { type Assumed, Assumptions } from './assumptions.tsx';
import { ComparisonResults } from './results.tsx';

/** The same arrivals with and without callbacks. */
export function ComparisonView() {
  const queue = useSection('queues')?.[0];
  const [changed, setChanged] = useState<Partial<Assumed>>({});
  const [answer, setAnswer] = useState<ComparisonAnswer>();
  const [isPending, run] = usePending();
  if (!queue) return null;
  const assumed: Assumed = { ...ordinaryPeak, queue: queue.name, ...changed };
  const runComparison = () =>
    run(async () => {
      const { arrivals, callsPerMinute, ...others } = assumed;
      const body = arrivals === 'recorded' ? { arrivals, ...others } : { arrivals, callsPerMinute, ...others };
      const result = await askControl<ComparisonAnswer>('POST', 'comparison', body);
      if (result) setAnswer(result);
    });
  return (
    <>
      <section class="card" aria-labelledby="comparison-heading">
        <h2 id="comparison-heading">The same callers, with and without callbacks</h2>
        <p class="muted">
          Played on the model of TaskRouter with the service's own estimate and decision, and the policy as it is now.
        </p>
        <Assumptions assumed={assumed} onChange={(changes) => setChanged({ ...changed, ...changes })} />
        <button type="button" class="primary" disabled={isPending} onClick={runComparison}>
          {isPending ? 'Playing both days…' : 'Compare'}
        </button>
      </section>
      {answer && <ComparisonResults answer={answer} />}
    </>
  );
}

/** More calls than six agents can take, for an hour. */
const ordinaryPeak = {
  arrivals: 'random',
  agents: 6,
  callsPerMinute: 2,
  handleSeconds: 240,
  acceptShare: 0.6,
  patienceSeconds: 600,
  minutes: 60,
  seed: 1,
} as const;
