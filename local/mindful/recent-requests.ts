/** A request for a number is in process for up to so long, and a second one is a duplicate until then. */
const IN_PROCESS_MS = 10_000;

/** https://docs.medallia.com/en/mindful/api/scheduler-api/register-a-callback */
export class RecentRequests {
  readonly #untilMs = new Map<string, number>();

  /** `false` while an earlier request for the number is in process. */
  isFirst(number: string, nowMs: number): boolean {
    if (nowMs < (this.#untilMs.get(number) ?? 0)) return false;
    this.#untilMs.set(number, nowMs + IN_PROCESS_MS);
    return true;
  }
}
