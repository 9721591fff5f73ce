import type { Call, CallRecord } from './call.ts';

/** The number of ended calls that can still be read. */
const ENDED_CALLS_KEPT = 250;

/** The live calls, and the last ended ones. */
export class CallLog {
  readonly #records = new Map<string, CallRecord>();
  readonly #live = new Map<string, Call>();
  readonly #ended = new Set<string>();

  add(call: Call): void {
    this.#records.set(call.record.callSid, call.record);
    this.#live.set(call.record.callSid, call);
  }

  /** The call and its last webhook are over. */
  archive({ record: { callSid } }: Call): void {
    this.#live.delete(callSid);
    this.#ended.add(callSid);
    const [oldest] = this.#ended;
    if (oldest === undefined || this.#ended.size <= ENDED_CALLS_KEPT) return;
    this.#ended.delete(oldest);
    this.#records.delete(oldest);
  }

  get(callSid: string): CallRecord | undefined {
    return this.#records.get(callSid);
  }

  live(callSid: string): Call | undefined {
    const call = this.#live.get(callSid);
    return call?.isOver ? undefined : call;
  }

  list(): CallRecord[] {
    return [...this.#records.values()];
  }
}
