import { isOnTime } from '../../../lambdas/domain/callback/return-call.ts';
import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';
import { keepsQuote, type Quote } from '../../../lambdas/domain/quote.ts';
import { MetricTally } from '../../../lib/monitoring/metric-tally.ts';
import type { WorkspaceEvent } from '../../taskrouter/events.ts';
import type { TaskRouterModel } from '../../taskrouter/model.ts';
import { DayModel, type DayWatcher, type OfferMoment, type PersonAtHome } from '../../world/day/day-model.ts';
import { paceSeconds } from '../../world/floors/pace.ts';
import type { Caller } from './callers.ts';
import { modelledFloor } from './modelled-floor.ts';
import { ModelledService } from './modelled-service.ts';

/** From this moment on so many agents are at work. */
export interface StaffChange {
  readonly atMs: number;
  readonly agents: number;
}

export interface DayOptions {
  readonly queue: QueueConfig;
  /** In the order of time, the first from 0. */
  readonly staff: readonly StaffChange[];
  readonly wrapUpSeconds: number;
  /** In the order of their arrival; times from 0. */
  readonly callers: readonly Caller[];
  /** Whether callbacks are offered. */
  readonly callbacks: boolean;
  readonly seed: number;
}

/** What became of one caller. */
export interface CallerFate {
  /** On the line, waiting for an agent; of a callback, the part after the phone rang at home as well. */
  holdSeconds: number;
  /** From dialling to an agent; absent if the caller hung up. */
  reachedAgentAfterSeconds?: number;
  hungUp: boolean;
}

export interface Day {
  fates: CallerFate[];
  /** What the service would have counted. */
  tally: MetricTally;
  /** People in the queue at each minute. */
  queueLengths: number[];
}

/** The customer picks up and says yes. */
const CUSTOMER_ANSWERS_SECONDS = 3;

/** So long after the last arrival the queue may drain; callers left then are not served. */
const DRAINS_MS = 6 * 60 * 60 * 1000;

type Person = PersonAtHome<Caller>;

/** Plays the callers through TaskRouter's model, with or without the service's offers. */
export function playModelledDay(options: DayOptions): Day {
  const day = new ModelledDay(options);
  day.play();
  return { fates: day.fates, tally: day.tally, queueLengths: day.queueLengths };
}

class ModelledDay implements DayWatcher<Caller> {
  readonly fates: CallerFate[];
  readonly tally = new MetricTally();
  readonly queueLengths: number[] = [];
  readonly #options: DayOptions;
  readonly #model: TaskRouterModel;
  readonly #service: ModelledService;
  readonly #day: DayModel<Caller>;
  readonly #meanHandleSeconds: number;
  /** Who has been offered a callback, and what was told before the queue to those who stayed. */
  readonly #offered = new Set<Caller>();
  readonly #quotes = new Map<Caller, Quote>();
  #agents = 0;
  #unsettled: number;

  constructor(options: DayOptions) {
    const { queue, callers } = options;
    this.#options = options;
    this.#model = modelledFloor(options);
    this.#service = new ModelledService(queue, this.#model);
    this.#setAgents(options.staff[0]?.agents ?? 0, 0);
    this.#unsettled = callers.length;
    this.fates = callers.map(() => ({ holdSeconds: 0, hungUp: false }));
    this.#meanHandleSeconds =
      callers.reduce((sum, { handleSeconds }) => sum + handleSeconds, 0) / Math.max(1, callers.length);
    this.#day = new DayModel({
      model: this.#model,
      workflowSid: queue.taskRouter.workflowSid,
      policy: queue.policy,
      startMs: 0,
      service: this.#offers(),
      watcher: this,
      callsBackAtMs: ({ dueAtMs }) => dueAtMs + CUSTOMER_ANSWERS_SECONDS * 1000,
    });
  }

  play(): void {
    const { callers, staff } = this.#options;
    for (const { atMs, agents } of staff) this.#day.at(atMs, () => this.#setAgents(agents, atMs));
    for (const caller of callers) this.#day.at(caller.atMs, () => this.#day.receive(caller));
    const endMs = (callers.at(-1)?.atMs ?? 0) + DRAINS_MS;
    this.#day.play((nextMs) => this.#unsettled === 0 || nextMs > endMs);
  }

  joined(): void {}

  hungUp(caller: Caller): void {
    const fate = this.#fateOf(caller);
    fate.hungUp = true;
    fate.holdSeconds = caller.patienceSeconds;
    const quote = this.#quotes.get(caller);
    // Of a caller who gave up it is certain only that a quote was too short.
    if (quote && quote.kind !== 'more-than' && !keepsQuote(quote, fate.holdSeconds)) this.tally.add('QuoteKept', 0);
    this.#unsettled -= 1;
  }

  wentHome({ caller, heldSeconds }: Person): void {
    this.#service.noteAcceptance();
    this.tally.add('OfferAccepted');
    this.#quotes.delete(caller);
    this.#fateOf(caller).holdSeconds = heldSeconds;
  }

  calledBack({ acceptedAtMs, dueAtMs }: Person): void {
    const { nowMs } = this.#day;
    this.tally.add('CallbackReturned');
    this.tally.add('TimeSaved', (nowMs - acceptedAtMs) / 1000);
    this.tally.add('ReturnOnTime', Number(isOnTime((nowMs - dueAtMs) / 1000)));
  }

  follow(events: readonly WorkspaceEvent[]): void {
    for (const event of events) {
      if (event.eventType !== 'reservation.accepted') continue;
      const caller = this.#options.callers[Number(event.taskAttributes['index'])];
      if (!caller) continue;
      const fate = this.#fateOf(caller);
      const waitedSeconds = (event.timestampMs - event.taskCreatedAtMs) / 1000;
      fate.holdSeconds += waitedSeconds;
      fate.reachedAgentAfterSeconds = (event.timestampMs - caller.atMs) / 1000;
      const quote = this.#quotes.get(caller);
      if (quote) this.tally.add('QuoteKept', Number(keepsQuote(quote, waitedSeconds)));
      this.#unsettled -= 1;
    }
  }

  #setAgents(count: number, nowMs: number): void {
    this.#agents = count;
    this.#model.setWorkerCount({ taskQueueSid: this.#options.queue.taskRouter.taskQueueSid, count }, nowMs);
  }

  #offers() {
    return {
      sample: (atHome: readonly Person[], nowMs: number) => {
        this.queueLengths.push(this.#waiting());
        return this.#service.sample(atHome, nowMs);
      },
      offer: (caller: Caller, moment: OfferMoment, nowMs: number) => {
        if (!this.#options.callbacks) return undefined;
        const decision = this.#service.decide(moment, nowMs);
        if (decision.kind === 'queue') return undefined;
        if (!this.#offered.has(caller)) this.tally.add('OfferMade');
        this.#offered.add(caller);
        if (moment.place === 'before-queue') this.#quotes.set(caller, decision.quote);
        return { dueSeconds: this.#paceSeconds() };
      },
    };
  }

  /** Mindful calls back when the caller's turn would have come, as it does in the local contact centre. */
  #paceSeconds(): number {
    const queue = { waiting: this.#waiting(), atHome: this.#day.atHome.length };
    return paceSeconds({ ...queue, handleSeconds: this.#meanHandleSeconds, agents: this.#agents });
  }

  #waiting(): number {
    const { taskQueueSid } = this.#options.queue.taskRouter;
    const { tasks_by_status: tasks } = this.#model.realTimeStatistics(taskQueueSid, this.#day.nowMs);
    return tasks.pending + tasks.reserved;
  }

  #fateOf({ attributes: { index } }: Caller): CallerFate {
    const fate = this.fates[index];
    if (!fate) throw new RangeError(`There is no caller ${index}.`);
    return fate;
  }
}
