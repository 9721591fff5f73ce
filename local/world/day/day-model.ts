import { virtualStartOf } from '../../../lambdas/domain/callback/virtual-start.ts';
import type { QueuePolicy } from '../../../lambdas/domain/queue-config.ts';
import { Calendar } from '../../taskrouter/calendar.ts';
import type { WorkspaceEvent } from '../../taskrouter/events.ts';
import type { TaskRouterModel } from '../../taskrouter/model.ts';
import type { TaskAttributes } from '../../taskrouter/terms.ts';

/** A caller to come. How they behave does not depend on the contact centre. */
export interface DayCaller {
  /** Time on hold after which the caller hangs up; Infinity: never. */
  readonly patienceSeconds: number;
  readonly acceptsCallback: boolean;
  /** Whether Mindful ever calls this customer back. */
  readonly comes: boolean;
  /** Of the caller's tasks. */
  readonly attributes: TaskAttributes;
}

/** Where in a call an offer may be made. */
export interface OfferMoment {
  readonly place: 'before-queue' | 'on-hold';
  readonly heldSeconds: number;
}

/** Somebody who has accepted a callback and has not been called back. */
export interface PersonAtHome<Caller> {
  readonly caller: Caller;
  readonly acceptedAtMs: number;
  readonly dueAtMs: number;
  /** On the phone before the acceptance. */
  readonly heldSeconds: number;
}

/** The service as the day sees it. */
export interface DayService<Caller> {
  /** Once a minute; what is returned is in force as soon as the sample has reached the table. */
  sample(atHome: readonly PersonAtHome<Caller>[], nowMs: number): () => void;
  /** The offer that the caller hears, if any: after how many seconds the callback would come. */
  offer(caller: Caller, moment: OfferMoment, nowMs: number): { dueSeconds: number } | undefined;
}

/** Everything that happens to callers, for whoever counts. */
export interface DayWatcher<Caller> {
  joined(caller: Caller, taskSid: string): void;
  hungUp(caller: Caller, taskSid: string): void;
  wentHome(person: PersonAtHome<Caller>): void;
  calledBack(person: PersonAtHome<Caller>): void;
  /** TaskRouter's events in the order of their times, before whatever else happens at that moment. */
  follow(events: readonly WorkspaceEvent[]): void;
}

export interface DayParts<Caller extends DayCaller> {
  readonly model: TaskRouterModel;
  readonly workflowSid: string;
  readonly policy: Pick<QueuePolicy, 'inQueueOffer' | 'priority' | 'returnOrder' | 'placeCapSeconds'>;
  readonly startMs: number;
  readonly service: DayService<Caller>;
  readonly watcher: DayWatcher<Caller>;
  /** When Mindful calls back; undefined where somebody else says so, by `callBack`. */
  readonly callsBackAtMs: (person: PersonAtHome<Caller>) => number | undefined;
}

const SAMPLE_PERIOD_MS = 60_000;

/** TaskRouter's statistics and the way to the table take as long as this. */
export const snapshotDelayMs = 5_000;

/**
 * One day of a queue on the model of TaskRouter: callers come, hear offers, hold, hang up, go home and are called back. It
 * knows nothing of why an offer is made nor of what is counted. The same parts and callers give the same day.
 */
export class DayModel<Caller extends DayCaller> {
  readonly #parts: DayParts<Caller>;
  readonly #calendar = new Calendar();
  readonly #atHome = new Set<PersonAtHome<Caller>>();
  #nowMs: number;

  constructor(parts: DayParts<Caller>) {
    this.#parts = parts;
    this.#nowMs = parts.startMs;
    this.at(parts.startMs, () => this.#sample());
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** People waiting at home, in the order of their acceptance. */
  get atHome(): readonly PersonAtHome<Caller>[] {
    return [...this.#atHome];
  }

  at(dueMs: number, action: () => void): void {
    this.#calendar.schedule(Math.round(dueMs), action);
  }

  /** Plays whatever is due until the day is over. */
  play(isOver: (nextMs: number) => boolean): void {
    const { model, watcher } = this.#parts;
    for (let due = this.#calendar.nextDueMs(); due !== undefined; due = this.#calendar.nextDueMs()) {
      if (isOver(due)) return;
      this.#nowMs = due;
      watcher.follow(model.advance(due));
      this.#calendar.takeDue(due)?.action();
    }
  }

  /** The caller's call arrives. */
  receive(caller: Caller): void {
    if (this.#goesHome(caller, { place: 'before-queue', heldSeconds: 0 })) return;
    const { model, workflowSid, policy, watcher } = this.#parts;
    const joinedAtMs = this.#nowMs;
    const taskSid = model.createTask({ workflowSid, attributes: caller.attributes }, joinedAtMs);
    watcher.joined(caller, taskSid);
    const { patienceSeconds } = caller;
    if (patienceSeconds !== Number.POSITIVE_INFINITY) {
      this.at(joinedAtMs + patienceSeconds * 1000, () => this.#hangUp(caller, taskSid));
    }
    const { afterSeconds, everySeconds, atMost } = policy.inQueueOffer;
    for (let offer = 0; offer < atMost; offer += 1) {
      const heldSeconds = afterSeconds + offer * everySeconds;
      if (heldSeconds >= patienceSeconds) return;
      this.at(joinedAtMs + heldSeconds * 1000, () => this.#offerOnHold(caller, taskSid, heldSeconds));
    }
  }

  /** The customer is on the line again; return calls go first, or to the place that they had. */
  callBack(person: PersonAtHome<Caller>): void {
    const { caller, acceptedAtMs } = person;
    if (!caller.comes) return;
    const { model, workflowSid, policy, watcher } = this.#parts;
    this.#atHome.delete(person);
    watcher.calledBack(person);
    const place =
      policy.returnOrder === 'place'
        ? { virtualStartMs: virtualStartOf(acceptedAtMs, policy, this.#nowMs) ?? this.#nowMs }
        : { priority: policy.priority };
    model.createTask({ workflowSid, attributes: caller.attributes, ...place }, this.#nowMs);
  }

  #sample(): void {
    const takeEffect = this.#parts.service.sample(this.atHome, this.#nowMs);
    this.at(this.#nowMs + snapshotDelayMs, takeEffect);
    this.at(this.#nowMs + SAMPLE_PERIOD_MS, () => this.#sample());
  }

  #offerOnHold(caller: Caller, taskSid: string, heldSeconds: number): void {
    if (!this.#isWaiting(taskSid) || !this.#goesHome(caller, { place: 'on-hold', heldSeconds })) return;
    this.#parts.model.cancelTask({ sid: taskSid, reason: 'left for a callback' }, this.#nowMs);
  }

  #goesHome(caller: Caller, moment: OfferMoment): boolean {
    const { service, watcher, callsBackAtMs } = this.#parts;
    const offer = service.offer(caller, moment, this.#nowMs);
    if (!offer || !caller.acceptsCallback) return false;
    const { heldSeconds } = moment;
    const dueAtMs = this.#nowMs + Math.round(offer.dueSeconds) * 1000;
    const person = { caller, acceptedAtMs: this.#nowMs, dueAtMs, heldSeconds };
    this.#atHome.add(person);
    watcher.wentHome(person);
    const comesAtMs = callsBackAtMs(person);
    if (comesAtMs !== undefined) this.at(comesAtMs, () => this.callBack(person));
    return true;
  }

  #hangUp(caller: Caller, taskSid: string): void {
    if (!this.#isWaiting(taskSid)) return;
    this.#parts.model.cancelTask({ sid: taskSid, reason: 'hangup' }, this.#nowMs);
    this.#parts.watcher.hungUp(caller, taskSid);
  }

  /** Also while an agent's phone rings. */
  #isWaiting(taskSid: string): boolean {
    const status = this.#parts.model.task(taskSid, this.#nowMs)?.status;
    return status === 'pending' || status === 'reserved';
  }
}
