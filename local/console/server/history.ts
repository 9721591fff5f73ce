import type { LogEntry } from '../../aws/lambda/lambda-logs.ts';
import type { WorkspaceEvent } from '../../taskrouter/events.ts';
import type { VirtualClock } from '../../world/clock/clock.ts';
import type { HistoryPoint, HistoryView, QuotePoint } from '../history-wire.ts';
import { ArrivalLog } from './arrival-log.ts';
import { OfferCounts } from './offer-counts.ts';

export interface HistoryOptions {
  clock: VirtualClock;
  queues: readonly string[];
  /** A queue at this moment. */
  look(queue: string): { waiting: number; atHome: number; estimateSeconds: number | null };
}

const EVERY_SECONDS = 30;

/** Four hours of points. */
const POINTS_KEPT = 480;
const QUOTES_KEPT = 400;

interface QueueHistory {
  points: HistoryPoint[];
  quotes: QuotePoint[];
  offers: OfferCounts;
}

/** What the charts draw, in rings of a fixed size. */
export class History {
  readonly #options: HistoryOptions;
  readonly #queues: ReadonlyMap<string, QueueHistory>;
  readonly arrivals = new ArrivalLog();
  #version = 0;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#queues = new Map(
      options.queues.map((name) => [name, { points: [], quotes: [], offers: new OfferCounts() }] as const),
    );
  }

  get version(): number {
    return this.#version;
  }

  start(): void {
    this.#takePoints();
    this.#options.clock.after(EVERY_SECONDS, () => this.start());
  }

  view(queue: string): HistoryView | undefined {
    const history = this.#queues.get(queue);
    if (!history) return undefined;
    const isComparable = ({ atMs }: { atMs: number }) => atMs >= this.#options.clock.unbrokenSinceMs;
    const [points, quotes] = [history.points.filter(isComparable), history.quotes.filter(isComparable)];
    return { points, quotes, offers: history.offers.view() };
  }

  noteLog({ atMs, line }: LogEntry): void {
    const properties = typeof line === 'object' && line !== null ? (line as Record<string, unknown>) : {};
    const queue = String(properties['queue']);
    this.#queues.get(queue)?.offers.note(properties);
    if (properties['route'] === 'incoming-call') this.arrivals.note(queue, atMs);
  }

  /** An agent has accepted: what had the caller been told, and how long was it really? */
  noteEvent(event: WorkspaceEvent): void {
    if (event.eventType !== 'reservation.accepted') return;
    const { queue, quote, callback } = event.taskAttributes;
    const history = this.#queues.get(String(queue));
    if (!history) return;
    const actualSeconds = (event.timestampMs - event.taskCreatedAtMs) / 1000;
    if (!callback) noteActual(history.points, event.taskCreatedAtMs, actualSeconds);
    const promise = callback ? promiseOf(callback, event.timestampMs) : quoteOf(quote, actualSeconds);
    if (promise) push(history.quotes, { atMs: event.timestampMs, ...promise }, QUOTES_KEPT);
  }

  #takePoints(): void {
    const atMs = this.#options.clock.nowMs();
    for (const [name, { points }] of this.#queues) {
      const point = { atMs, ...this.#options.look(name), actualSeconds: null, actuals: 0 };
      push(points, point, POINTS_KEPT);
    }
    this.#version += 1;
  }
}

/** Belongs to the moment at which the caller came: that is when the estimate was made. */
function noteActual(points: HistoryPoint[], cameAtMs: number, actualSeconds: number): void {
  const point = points.findLast(({ atMs }) => atMs <= cameAtMs);
  if (!point) return;
  point.actualSeconds = ((point.actualSeconds ?? 0) * point.actuals + actualSeconds) / (point.actuals + 1);
  point.actuals += 1;
}

type Promised = Omit<QuotePoint, 'atMs'>;

function quoteOf(quote: unknown, actualSeconds: number): Promised | undefined {
  const { waitSeconds } = (quote ?? {}) as { waitSeconds?: unknown };
  return typeof waitSeconds === 'number' ? { kind: 'held', quotedSeconds: waitSeconds, actualSeconds } : undefined;
}

function promiseOf(callback: unknown, answeredAtMs: number): Promised | undefined {
  const { acceptedAt, quotedWaitSeconds } = callback as { acceptedAt?: unknown; quotedWaitSeconds?: unknown };
  if (typeof acceptedAt !== 'string' || typeof quotedWaitSeconds !== 'number') return undefined;
  const actualSeconds = (answeredAtMs - Date.parse(acceptedAt)) / 1000;
  return { kind: 'callback', quotedSeconds: quotedWaitSeconds, actualSeconds };
}

function push<T>(ring: T[], entry: T, kept: number): void {
  ring.push(entry);
  if (ring.length > kept) ring.shift();
}
