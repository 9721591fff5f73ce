/** An event as its callback tells it, with when it happened to the millisecond. Its parameters may be made anew at each reading. */
export interface KeptEvent {
  readonly atMs: number;
  readonly parameters: Readonly<Record<string, string>>;
}

/** TaskRouter keeps its events for 30 days. https://www.twilio.com/docs/taskrouter/api/event */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** A local contact centre runs for as long as somebody likes: so many, at least, are those of a day or of some busy hours. */
const KEPT = 10_000;
/** Letting go of one at a time would copy all the others each time. */
const LET_GO_AT_ONCE = 1000;

/** Every event of a workspace, whether or not anybody was told of it. */
export class EventLog {
  #events: KeptEvent[] = [];

  add(event: KeptEvent): void {
    this.#events.push(event);
    if (this.#events.length >= KEPT + LET_GO_AT_ONCE) this.#events = this.#events.slice(-KEPT);
  }

  /** Of these whole seconds, both included, the newest first. */
  between(fromMs: number, toMs: number, nowMs: number): KeptEvent[] {
    const oldestMs = Math.max(fromMs, nowMs - KEPT_MS);
    return this.#events
      .filter(({ atMs }) => atMs >= oldestMs && Math.floor(atMs / 1000) * 1000 <= toMs)
      .map(({ atMs, parameters }) => ({ atMs, parameters }))
      .reverse();
  }
}
