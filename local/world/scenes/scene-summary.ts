/** What became of the callers of a scene. */
export interface SceneSummary {
  callers: number;
  /** Gave up on hold. */
  hungUp: number;
  /** Came back on a return call and reached an agent. */
  calledBack: number;
  longestHoldSeconds: number;
  /** `null` where nobody who was told a wait has reached an agent. */
  quotesKeptPercent: number | null;
}

/** Counts from `begin` on. */
export interface CallTally {
  begin(): void;
  summary(): SceneSummary;
}
