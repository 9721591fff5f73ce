import { QueueTabs } from '../parts/queue-tabs.tsx';
import { useSection } from '../state/floor-store.ts';
import { linkTo } from '../state/route.ts';
import { OfferBars } from './offer-bars.tsx';
import { QueuePlot, QuotePlot, WaitPlot } from './plots.tsx';
import { useHistory } from './use-history.ts';

export function ChartsView({ detail }: { detail: string | undefined }) {
  const queues = useSection('queues')?.map(({ name }) => name) ?? [];
  const queue = detail ?? queues[0] ?? '';
  const history = useHistory(queue);
  return (
    <>
      <h2 class="hidden">Charts</h2>
      <QueueTabs queues={queues} chosen={queue} href={(name) => linkTo('charts', name)} />
      {history && history.points.length > 1 ? (
        <div class="plots">
          <WaitPlot points={history.points} />
          <QueuePlot points={history.points} />
          <QuotePlot quotes={history.quotes} />
          <OfferBars offers={history.offers} />
        </div>
      ) : (
        <p class="card empty hint">
          There is nothing to draw yet: a point is kept for every half minute on the clock. Start a scene, or let time
          run faster.
        </p>
      )}
    </>
  );
}
