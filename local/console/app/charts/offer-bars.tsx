import type { OfferTotals } from '../../history-wire.ts';
import { FigureList } from '../parts/figure-list.tsx';
import { reasonInWords } from '../state/words.ts';

/** What became of offers, and why others heard none. */
export function OfferBars({ offers }: { offers: OfferTotals }) {
  const { figures, declined, notMade } = offers;
  const [offered, accepted] = [figures.offered ?? 0, figures.accepted ?? 0];
  const reasons = Object.entries(notMade).sort(([, one], [, other]) => other - one);
  const most = Math.max(1, offered, ...reasons.map(([, count]) => count));
  return (
    <figure class="card plot bars">
      <figcaption>
        <strong>What became of callers</strong>
        <span class="muted">Since the start, from the service's own log.</span>
      </figcaption>
      <FigureList figures={figures} />
      <dl>
        <Bar label="offered" count={offered} most={most} colour="accent" />
        <Bar label="accepted" count={accepted} most={most} colour="accent" />
        <Bar label="declined by key" count={declined} most={most} colour="warm" />
      </dl>
      <p class="muted">No offer before the queue, because</p>
      <dl>
        {reasons.map(([because, count]) => (
          <Bar key={because} label={reasonInWords(because)} count={count} most={most} colour="muted" />
        ))}
      </dl>
      {reasons.length === 0 && <p class="empty">Everybody was offered a callback so far.</p>}
    </figure>
  );
}

function Bar({ label, count, most, colour }: { label: string; count: number; most: number; colour: string }) {
  return (
    <div class="bar-row">
      <dt>{label}</dt>
      <dd>
        <span class={`bar-fill ${colour}`} style={{ width: `${(count / most) * 100}%` }} />
        <span class="numeric">{count}</span>
      </dd>
    </div>
  );
}
