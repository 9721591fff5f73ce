import type { Figures } from '../../lib/monitoring/figures.ts';

/** One moment of a queue, every half minute of virtual time. */
export interface HistoryPoint {
  atMs: number;
  waiting: number;
  atHome: number;
  /** The quote for a caller at that moment; `null` when unknown. */
  estimateSeconds: number | null;
  /** The average real wait of the callers of that time; `null` as long as none has reached an agent. */
  actualSeconds: number | null;
  /** The number of callers in the average. */
  actuals: number;
}

/** A promise and what became of it. */
export interface QuotePoint {
  atMs: number;
  /** `held`: heard the quote and stayed in the queue; `callback`: from acceptance to an agent. */
  kind: 'held' | 'callback';
  quotedSeconds: number;
  actualSeconds: number;
}

/** Since the start. */
export interface OfferTotals {
  figures: Figures;
  /** By key. */
  declined: number;
  /** Callers before the queue that heard no offer, by reason. */
  notMade: Record<string, number>;
}

export interface HistoryView {
  points: HistoryPoint[];
  quotes: QuotePoint[];
  offers: OfferTotals;
}
