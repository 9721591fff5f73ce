import type { EstimatorName } from '../../lambdas/domain/queue-config.ts';
import type { Quote } from '../../lambdas/domain/quote.ts';
import type { CallbackState } from '../mindful/callback.ts';
import type { WorkerState } from '../taskrouter/workers.ts';
import type { QueueConditions } from '../world/floors/queue-floor.ts';
import type { SceneSummary } from '../world/scenes/scene-summary.ts';

/** What the event stream sends: the sections that have changed, each complete. The first event has them all. */
export interface FloorUpdate {
  clock?: ClockSection;
  queues?: QueueSection[];
  phones?: PhoneSection[];
  calls?: CallsSection;
  faults?: FaultSection[];
  mindful?: MindfulSection;
  scene?: SceneSection;
  /** Goes up when there is something new to draw. */
  history?: number;
}

export type FloorState = Required<FloorUpdate>;

interface ClockSection {
  nowMs: number;
  speed: number;
  /** Time passes as it does for people, because a phone used by hand has to be answered. */
  isHeldBack: boolean;
  /** The zone in which the contact centre lives. */
  timeZone: string;
}

export interface QueueSection {
  name: string;
  numbers: readonly string[];
  conditions: QueueConditions;
  /** Forced by hand. */
  waitSeconds: number | null;
  estimate: EstimateSection;
  /** What the next caller would be offered, `ask` or `transfer`, or the reason for no offer; `null` for a moment. */
  offer: string | null;
  thresholdSeconds: number;
  /** What the next caller would be told of the wait, if offered a callback. */
  quote: Quote | null;
  /** Overridden by hand at the moment. */
  overridden: boolean;
  counts: { waiting: number; atHome: number };
  /** The first waiting callers, in the order of service. */
  waiting: WaitingSection[];
  agents: { name: string; state: WorkerState }[];
  /** Callbacks that are due, the soonest first. */
  callbacks: CallbackSection[];
}

export interface EstimateSection {
  /** `null` when unknown. */
  seconds: number | null;
  estimator: EstimatorName | null;
  sampledAtMs: number | null;
  freeAgents: number;
  problem: string | null;
}

export interface WaitingSection {
  taskSid: string;
  name: string;
  priority: number;
  sinceMs: number;
  ringing: boolean;
  isCallback: boolean;
  callSid: string | null;
}

export interface CallbackSection {
  number: string;
  /** The call in which it was accepted, while that is kept. */
  callSid: string | null;
  dueAtMs: number;
  state: CallbackState;
}

/** A phone used by hand, with the call that it made last. */
export interface PhoneSection extends LineSection {
  from: string;
  to: string;
  queue: string | null;
  callback: (Omit<CallbackSection, 'callSid'> & { registeredAtMs: number }) | null;
  /** The call on which Mindful brings the customer back, once it has reached Twilio. */
  returned: LineSection | null;
}

/** One call as its phone shows it. */
export interface LineSection {
  callSid: string;
  where: string;
  startedAtMs: number;
  endedAtMs: number | null;
  endedBy: string | null;
  /** The latest of what was heard and done. */
  captions: CaptionSection[];
  faults: readonly string[];
}

export interface CaptionSection {
  atMs: number;
  kind: string;
  text: string;
}

export interface CallsSection {
  live: number;
  total: number;
  /** The latest, newest first. */
  latest: CallSection[];
}

export interface CallSection {
  callSid: string;
  from: string;
  to: string;
  where: string;
  startedAtMs: number;
  outcome: CallOutcome;
  /** Of the callback that the caller waits for. */
  dueAtMs: number | null;
  webhooks: number;
  faults: number;
}

/** `returned` is a return call that reached an agent, `called-back` the call that it goes back to. */
export type CallOutcome =
  | 'in-progress'
  | 'at-home'
  | 'called-back'
  | 'returned'
  | 'spoke'
  | 'hung-up'
  | 'cancelled'
  | 'not-reached'
  | 'failed'
  | 'ended';

interface FaultSection {
  name: string;
  group: string;
  description: string;
  on: boolean;
}

interface MindfulSection {
  behaviour: string;
  behaviours: { name: string; description: string }[];
}

interface SceneSection {
  scenes: { name: string; title: string; description: string; minutes: number }[];
  running: RunningScene | null;
}

interface RunningScene {
  name: string;
  title: string;
  startedAtMs: number;
  endsAtMs: number;
  /** What is going on now. */
  step: string;
  /** Once it is over. */
  summary: SceneSummary | null;
}
