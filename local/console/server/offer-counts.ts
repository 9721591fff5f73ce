import { allFigures } from '../../../lib/monitoring/figures.ts';
import { MetricTally } from '../../../lib/monitoring/metric-tally.ts';
import type { OfferTotals } from '../history-wire.ts';

/** What became of a queue's callers, counted from the service's own log lines. */
export class OfferCounts {
  readonly #tally = new MetricTally();
  readonly #notMade = new Map<string, number>();

  note(line: Readonly<Record<string, unknown>>): void {
    this.#tally.addLine(line);
    const { because } = line;
    if (line['route'] !== 'incoming-call' || typeof because !== 'string' || 'repeated' in line) return;
    this.#notMade.set(because, (this.#notMade.get(because) ?? 0) + 1);
  }

  view(): OfferTotals {
    return {
      figures: allFigures(this.#tally.read),
      declined: this.#tally.read('OfferDeclined', 'Sum') ?? 0,
      notMade: Object.fromEntries(this.#notMade),
    };
  }
}
