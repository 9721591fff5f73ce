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
        <section class="card empty hint" aria-label="What will appear here">
          <p>Here will be drawn, with a point for every half minute on the clock:</p>
          <ul>
            <li>the wait that was estimated, and the wait that came of it</li>
            <li>how many people are in the queue, and how many wait at home</li>
            <li>what callers were told, and how long they waited</li>
            <li>how many were offered a callback, and why others were not</li>
          </ul>
          <p>Play a scene, or let time run.</p>
        </section>
      )}
    </>
  );
}
