import { allFigures } from '../../../lib/monitoring/figures.ts';
import { MetricTally } from '../../../lib/monitoring/metric-tally.ts';
import type { LogEntry } from '../../aws/lambda/lambda-logs.ts';
import type { CallRecord } from '../../twilio/calls/call.ts';
import type { VirtualClock } from '../../world/clock/clock.ts';
import type { CallTally, SceneSummary } from '../../world/scenes/scene-summary.ts';
import { heldSeconds, isReturnCall, spokeWithAgent } from './call-outcome.ts';

export interface SceneTallyOptions {
  clock: VirtualClock;
  twilio: { list(): CallRecord[] };
}

/** What became of the callers since a moment: from the calls as Twilio sees them, and from the service's own log. */
export class SceneTally implements CallTally {
  readonly #options: SceneTallyOptions;
  #sinceMs = 0;
  #metrics = new MetricTally();
  #ended = new Map<string, Pick<SceneSummary, 'hungUp' | 'calledBack' | 'longestHoldSeconds'>>();
  #callers = new Set<string>();

  constructor(options: SceneTallyOptions) {
    this.#options = options;
  }

  begin(): void {
    this.#sinceMs = this.#options.clock.nowMs();
    this.#metrics = new MetricTally();
    this.#ended = new Map();
    this.#callers = new Set();
  }

  noteLog({ line }: LogEntry): void {
    if (typeof line === 'object' && line !== null) this.#metrics.addLine(line as Record<string, unknown>);
  }

  /** Receives every change of any call: calls that ended long ago are forgotten elsewhere. */
  noteCall(call: CallRecord): void {
    if (call.startedAtMs < this.#sinceMs) return;
    if (!isReturnCall(call)) this.#callers.add(call.callSid);
    if (call.where === 'ended') this.#ended.set(call.callSid, this.#outcome(call));
  }

  summary(): SceneSummary {
    const live = this.#options.twilio.list().filter(({ where, startedAtMs }) => {
      return where !== 'ended' && startedAtMs >= this.#sinceMs;
    });
    const outcomes = [...this.#ended.values(), ...live.map((call) => this.#outcome(call))];
    const sum = (field: 'hungUp' | 'calledBack') => outcomes.reduce((total, outcome) => total + outcome[field], 0);
    return {
      callers: this.#callers.size,
      hungUp: sum('hungUp'),
      calledBack: sum('calledBack'),
      longestHoldSeconds: Math.max(0, ...outcomes.map(({ longestHoldSeconds }) => longestHoldSeconds)),
      quotesKeptPercent: allFigures(this.#metrics.read).quoteKept,
    };
  }

  #outcome(call: CallRecord) {
    const isReturn = isReturnCall(call);
    const spoke = spokeWithAgent(call);
    return {
      hungUp: !isReturn && !spoke && call.endedBy === 'caller' ? 1 : 0,
      calledBack: isReturn && spoke ? 1 : 0,
      longestHoldSeconds: heldSeconds(call, this.#options.clock.nowMs()),
    };
  }
}
