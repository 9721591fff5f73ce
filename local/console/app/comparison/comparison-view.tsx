import { useEffect, useState } from 'preact/hooks';
import { useSection } from '../state/floor-store.ts';
import { type Assumed, Assumptions } from './assumptions.tsx';
import { FurtherPolicies, type FurtherPolicy } from './further-policies.tsx';
import { OwnCalls } from './own-calls.tsx';
import { ComparisonResults } from './results.tsx';
import { useComparison } from './use-comparison.ts';
import { type OwnCallsFile, withoutName } from './use-own-calls.ts';

/** Kept while another view, such as the policy, is looked at. */
const kept: { changed: Partial<Assumed>; further: readonly FurtherPolicy[]; file: OwnCallsFile | undefined } = {
  ...{ changed: {}, further: [], file: undefined },
};

/** The same callers under one policy and another; with the detail `now` they are compared at once. */
export function ComparisonView({ detail }: { detail: string | undefined }) {
  const queue = useSection('queues')?.[0];
  const [changed, setChanged] = useState(kept.changed);
  const [further, setFurther] = useState(kept.further);
  const [file, setFile] = useState(kept.file);
  const { answer, progress, start, stop } = useComparison();
  const assumed: Assumed = { ...ordinaryPeak, queue: queue?.name ?? '', ...changed };
  const body = { ...bodyOf(assumed, file), policies: further };
  const isKnown = queue !== undefined;
  useEffect(() => {
    if (isKnown && detail === 'now') start(body);
  }, [isKnown, detail]);
  if (!isKnown) return null;
  Object.assign(kept, { changed, further, file });
  return (
    <>
      <section class="card" aria-labelledby="comparison-heading">
        <h2 id="comparison-heading">The same callers, with and without callbacks</h2>
        <p class="muted">
          Played on the model of TaskRouter with the service's own estimate and decision: without callbacks, with return
          calls ahead of everybody, and with return calls at the place in line that they had.
        </p>
        <Assumptions assumed={assumed} onChange={(changes) => setChanged({ ...changed, ...changes })} />
        {assumed.arrivals === 'file' && (
          <OwnCalls file={file} queue={assumed.queue} handleSeconds={assumed.handleSeconds} onChange={setFile} />
        )}
        <FurtherPolicies queue={assumed.queue} policies={further} onChange={setFurther} />
        <div class="buttons">
          <button
            type="button"
            class="primary"
            disabled={progress !== undefined || (assumed.arrivals === 'file' && !file)}
            onClick={() => start(body)}
          >
            Compare
          </button>
          {progress && (
            <>
              <progress value={progress.played} max={progress.of} aria-label="Days played" />
              <span role="status" class="numeric">
                {progress.of === undefined
                  ? 'Playing the first day…'
                  : `${progress.played} of ${progress.of} days played`}
              </span>
              <button type="button" onClick={stop}>
                Stop
              </button>
            </>
          )}
        </div>
      </section>
      {answer && <ComparisonResults answer={answer} />}
    </>
  );
}

function bodyOf({ arrivals, callsPerMinute, ...floor }: Assumed, file: OwnCallsFile | undefined): object {
  if (arrivals === 'random') return { arrivals, callsPerMinute, ...floor };
  if (arrivals === 'recorded' || !file) return { arrivals, ...floor };
  const { queue, acceptShare, seeds, handleSeconds } = floor;
  return { arrivals, queue, acceptShare, seeds, handleSeconds, file: { ...withoutName(file), queue } };
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
  seeds: 5,
} as const;
