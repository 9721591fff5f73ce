import type { MindfulStatus } from './mindful/widget-status.ts';
import type { Breaker } from './offer/breaker.ts';
import type { OperatorOverride } from './operator-override.ts';
import type { EstimatorName } from './queue-config.ts';
import type { WaitEstimate } from './wait/estimate.ts';
import type { Line } from './wait/line.ts';
import type { QueueStatistics } from './wait/queue-statistics.ts';

/** Everything a decision needs to know of a queue, gathered once a minute by the sampler. */
export interface QueueSnapshot {
  sampledAtMs: number;
  estimator: EstimatorName;
  /** Absent when the wait is unknown. */
  wait?: WaitEstimate;
  /** What each estimator says, in whole seconds; an unknown one is left out. */
  estimates?: Partial<Record<EstimatorName, number>>;
  /** The mean patience of callers, in whole seconds. */
  patienceSeconds?: number;
  /** What the next sample must know of this one and those before; `readMemory` reads it, and nobody else. */
  memory?: unknown;
  freeAgents: number;
  /** Who is there at this time of the week as a rule; absent where that is not known. */
  usualAgents?: number;
  /** People waiting at home. */
  openCallbacks: number;
  /** How many callbacks had been accepted in all by then; those accepted later are not among the people waiting at home. */
  acceptances?: number;
  /** What the estimate was made from; absent when TaskRouter did not answer usably. */
  statistics?: QueueStatistics;
  /** Where the policy says that callers hear their place; absent when TaskRouter did not tell. */
  line?: Line;
  /** What Mindful's widget said; absent when none is configured. */
  mindful?: MindfulStatus;
  /** Why the wait is unknown, for people who read the table or the log. */
  problem?: string;
  /** Changes by hand up to this time are in the log. */
  notedAtMs?: number;
}

/** What the table holds about a queue beside its callbacks. */
export interface QueueState {
  snapshot?: QueueSnapshot;
  operator?: OperatorOverride;
  /** Of the transfer, and of Mindful's API. */
  breaker?: Breaker;
  apiBreaker?: Breaker;
  /** How many callbacks have been accepted in this queue, ever. */
  acceptances?: number;
  /** Until then there may be calls that still hold although TaskRouter has given their task up, each with a note of its own. */
  abandonedCallsUntilMs?: number;
  /** Waits whose task TaskRouter has given up, as the version before noted them, each with the end of the note's time. */
  abandonedCalls?: ReadonlyMap<string, number>;
}
