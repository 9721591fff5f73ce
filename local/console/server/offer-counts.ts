import type { OfferTotals } from '../history-wire.ts';

/** What became of offers, counted from the service's own log lines. */
export class OfferCounts {
  #made = 0;
  #accepted = 0;
  #declined = 0;
  readonly #notMade = new Map<string, number>();

  note(line: Readonly<Record<string, unknown>>): void {
    if (line['OfferMade'] !== undefined) this.#made += 1;
    if (line['OfferAccepted'] !== undefined) this.#accepted += 1;
    if (line['OfferDeclined'] !== undefined) this.#declined += 1;
    const { because } = line;
    if (line['route'] !== 'incoming-call' || typeof because !== 'string') return;
    this.#notMade.set(because, (this.#notMade.get(because) ?? 0) + 1);
  }

  totals(): { made: number; accepted: number } {
    return { made: this.#made, accepted: this.#accepted };
  }

  view(): OfferTotals {
    return { ...this.totals(), declined: this.#declined, notMade: Object.fromEntries(this.#notMade) };
  }
}
