import { isOnTime } from '../../../lambdas/domain/callback/return-call.ts';
import type { OfferMoment } from '../../../lambdas/domain/offer/offer-decision.ts';
import type { QueueConfig } from '../../../lambdas/domain/queue-config.ts';
import { keepsQuote, type Quote } from '../../../lambdas/domain/quote.ts';
import { MetricTally } from '../../../lib/monitoring/metric-tally.ts';
import { Calendar } from '../../taskrouter/calendar.ts';
import type { WorkspaceEvent } from '../../taskrouter/events.ts';
import { TaskRouterModel } from '../../taskrouter/model.ts';
import type { Caller } from './callers.ts';
import { ModelledService } from './modelled-service.ts';

export interface DayOptions {
  queue: QueueConfig;
  agents: number;
  /** In the order of their arrival; times from 0. */
  callers: readonly Caller[];
  /** Whether callbacks are offered. */
  callbacks: boolean;
  seed: number;
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
  /** People in the queue at the end of each minute. */
  queueLengths: number[];
}

const RINGS_SECONDS = 3;
const WRAP_UP_SECONDS = 5;

/** The customer picks up and says yes. */
const CUSTOMER_ANSWERS_SECONDS = 3;

/** So long after the last arrival the queue may drain; callers left then are not served. */
const DRAINS_MS = 6 * 60 * 60 * 1000;

/** Plays the callers through TaskRouter's model, with or without the service's offers. */
export function playModelledDay(options: DayOptions): Day {
  const day = new ModelledDay(options);
  day.play();
  return { fates: day.fates, tally: day.tally, queueLengths: day.queueLengths };
}

class ModelledDay {
  readonly fates: CallerFate[];
  readonly tally = new MetricTally();
  readonly queueLengths: number[] = [];
  readonly #options: DayOptions;
  readonly #calendar = new Calendar();
  readonly #model: TaskRouterModel;
  readonly #service: ModelledService;
  /** Who has been offered a callback, and what was told before the queue to those who stayed. */
  readonly #offered = new Set<number>();
  readonly #quotes = new Map<number, Quote>();
  #nowMs = 0;
  #unsettled: number;

  constructor(options: DayOptions) {
    this.#options = options;
    this.#model = createModel(options);
    this.#service = new ModelledService(options.queue, this.#model);
    this.#unsettled = options.callers.length;
    this.fates = options.callers.map(() => ({ holdSeconds: 0, hungUp: false }));
    for (const [index, caller] of options.callers.entries()) this.#at(caller.atMs, () => this.#arrive(index, caller));
  }

  play(): void {
    const endMs = (this.#options.callers.at(-1)?.atMs ?? 0) + DRAINS_MS;
    for (let minuteMs = 0; minuteMs <= endMs && this.#unsettled > 0; minuteMs += 60_000) {
      this.#playUntil(minuteMs);
      this.#service.sample(minuteMs);
      const { tasks_by_status: tasks } = this.#model.realTimeStatistics(this.#taskQueueSid, minuteMs);
      this.queueLengths.push(tasks.pending + tasks.reserved);
    }
  }

  #playUntil(untilMs: number): void {
    for (let due = this.#calendar.takeDue(untilMs); due; due = this.#calendar.takeDue(untilMs)) {
      this.#nowMs = due.dueMs;
      this.#settle(this.#model.advance(this.#nowMs));
      due.action();
    }
    this.#nowMs = untilMs;
    this.#settle(this.#model.advance(untilMs));
  }

  #arrive(index: number, caller: Caller): void {
    if (this.#offersCallback(index, caller, { place: 'before-queue', heldSeconds: 0 })) return;
    const { workflowSid } = this.#options.queue.taskRouter;
    const taskSid = this.#model.createTask({ workflowSid, attributes: { index } }, this.#nowMs);
    this.#at(this.#nowMs + caller.patienceSeconds * 1000, () => this.#hangUp(index, taskSid));
    const { afterSeconds, everySeconds, atMost } = this.#options.queue.policy.inQueueOffer;
    for (let offer = 0; offer < atMost; offer += 1) {
      const heldSeconds = afterSeconds + offer * everySeconds;
      this.#at(caller.atMs + heldSeconds * 1000, () => this.#offerOnHold(index, taskSid, heldSeconds));
    }
  }

  #offerOnHold(index: number, taskSid: string, heldSeconds: number): void {
    const caller = this.#options.callers[index];
    const onHold = { place: 'on-hold', heldSeconds } as const;
    if (!caller || !this.#isWaiting(taskSid) || !this.#offersCallback(index, caller, onHold)) return;
    this.#model.cancelTask({ sid: taskSid, reason: 'left for a callback' }, this.#nowMs);
  }

  /** True when the caller hangs up to be called back. */
  #offersCallback(index: number, caller: Caller, { place, heldSeconds }: OfferMoment): boolean {
    const fate = this.fates[index];
    if (!fate || !this.#options.callbacks) return false;
    const decision = this.#service.decide({ place, heldSeconds }, this.#nowMs);
    if (decision.kind === 'queue') return false;
    if (!this.#offered.has(index)) this.tally.add('OfferMade');
    this.#offered.add(index);
    if (!caller.acceptsCallback) {
      if (place === 'before-queue') this.#quotes.set(index, decision.quote);
      return false;
    }
    const end = this.#service.accept(decision.quote.waitSeconds, this.#nowMs);
    this.tally.add('OfferAccepted');
    fate.holdSeconds = heldSeconds;
    const acceptedAtMs = this.#nowMs;
    const dueAtMs = acceptedAtMs + decision.quote.waitSeconds * 1000;
    this.#at(dueAtMs + CUSTOMER_ANSWERS_SECONDS * 1000, () => {
      end();
      this.#callBack(index, { acceptedAtMs, dueAtMs });
    });
    return true;
  }

  #callBack(index: number, { acceptedAtMs, dueAtMs }: { acceptedAtMs: number; dueAtMs: number }): void {
    this.tally.add('CallbackReturned');
    this.tally.add('TimeSaved', (this.#nowMs - acceptedAtMs) / 1000);
    this.tally.add('ReturnOnTime', Number(isOnTime((this.#nowMs - dueAtMs) / 1000)));
    const { taskRouter, policy } = this.#options.queue;
    const { priority } = policy;
    this.#model.createTask({ workflowSid: taskRouter.workflowSid, attributes: { index }, priority }, this.#nowMs);
  }

  #hangUp(index: number, taskSid: string): void {
    const fate = this.fates[index];
    const caller = this.#options.callers[index];
    if (!fate || !caller || !this.#isWaiting(taskSid)) return;
    this.#model.cancelTask({ sid: taskSid, reason: 'hangup' }, this.#nowMs);
    fate.hungUp = true;
    fate.holdSeconds = caller.patienceSeconds;
    const quote = this.#quotes.get(index);
    // Of a caller who gave up it is certain only that a quote was too short.
    if (quote && quote.kind !== 'more-than' && !keepsQuote(quote, fate.holdSeconds)) this.tally.add('QuoteKept', 0);
    this.#unsettled -= 1;
  }

  #settle(events: readonly WorkspaceEvent[]): void {
    for (const event of events) {
      if (event.eventType !== 'reservation.accepted') continue;
      const index = Number(event.taskAttributes['index']);
      const fate = this.fates[index];
      const caller = this.#options.callers[index];
      if (!fate || !caller) continue;
      const waitedSeconds = (event.timestampMs - event.taskCreatedAtMs) / 1000;
      fate.holdSeconds += waitedSeconds;
      const quote = this.#quotes.get(index);
      if (quote) this.tally.add('QuoteKept', Number(keepsQuote(quote, waitedSeconds)));
      fate.reachedAgentAfterSeconds = (event.timestampMs - caller.atMs) / 1000;
      this.#unsettled -= 1;
    }
  }

  #isWaiting(taskSid: string): boolean {
    const status = this.#model.task(taskSid, this.#nowMs)?.status;
    return status === 'pending' || status === 'reserved';
  }

  #at(dueMs: number, action: () => void): void {
    this.#calendar.schedule(Math.round(dueMs), action);
  }

  get #taskQueueSid(): string {
    return this.#options.queue.taskRouter.taskQueueSid;
  }
}

function createModel({ queue, agents, callers, seed }: DayOptions): TaskRouterModel {
  const { taskQueueSid, workflowSid } = queue.taskRouter;
  const model = new TaskRouterModel({
    seed,
    startMs: 0,
    taskQueues: [{ sid: taskQueueSid, friendlyName: queue.name }],
    workflows: [{ sid: workflowSid, friendlyName: queue.name, targets: [{ taskQueueSid }] }],
    behaviour: {
      acceptDelaySeconds: () => RINGS_SECONDS,
      handleSeconds: ({ attributes }) => callers[Number(attributes['index'])]?.handleSeconds ?? 0,
      wrapUpSeconds: () => WRAP_UP_SECONDS,
    },
  });
  model.setWorkerCount({ taskQueueSid, count: agents }, 0);
  return model;
}
