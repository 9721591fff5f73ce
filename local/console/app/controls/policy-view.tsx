import { useEffect, useState } from 'preact/hooks';
import type { PolicyAnswer } from '../../control/policy.ts';
import { QueueTabs } from '../parts/queue-tabs.tsx';
import { askControl } from '../state/control-api.ts';
import { useSection } from '../state/floor-store.ts';
import { linkTo } from '../state/route.ts';
import { PolicyExport } from './policy-export.tsx';
import { PolicyFields } from './policy-fields.tsx';

/** Tries a policy on the running contact centre. */
export function PolicyView({ detail }: { detail: string | undefined }) {
  const queues = useSection('queues')?.map(({ name }) => name) ?? [];
  const overrides = useSection('queues')?.map(({ overridden, thresholdSeconds }) => `${overridden}${thresholdSeconds}`);
  const queue = detail ?? queues[0] ?? '';
  const [answer, setAnswer] = useState<PolicyAnswer>();
  useEffect(() => {
    if (queue !== '') void askControl<PolicyAnswer>('GET', `queues/${queue}/policy`).then(setAnswer);
  }, [queue, overrides?.join()]);
  const put = async (policy: object) => {
    const next = await askControl<PolicyAnswer>('PUT', `queues/${queue}/policy`, policy);
    if (next) setAnswer(next);
  };
  return (
    <>
      <h2 class="hidden">Policy</h2>
      <QueueTabs queues={queues} chosen={queue} href={(name) => linkTo('policy', name)} />
      {answer?.queue === queue && (
        <>
          <PolicyFields answer={answer} onChange={(policy) => void put({ ...answer.override, ...policy })} />
          <PolicyExport answer={answer} onRelease={() => void put({})} />
        </>
      )}
    </>
  );
}
