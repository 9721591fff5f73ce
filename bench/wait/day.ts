import { Calendar } from '../../local/taskrouter/calendar.ts';
import type { TaskRouterModel } from '../../local/taskrouter/model.ts';
import { createRandom, exponential, type Random } from '../../local/taskrouter/random.ts';
import type { Contender } from './contenders.ts';
import { rosterAfterDaysBefore } from './days-before.ts';
import { ContenderEstimator, type Estimates, estimateOfLimit, type SampledEstimates } from './estimates.ts';
import { burstSeconds, callsPerSecondAtOne, dayMinutes, type Family, ringSeconds, wrapUpSeconds } from './families.ts';
import { minuteOf, openFloor, openingMs, ownQueue, Staff, workflows } from './floor.ts';
import { RealWaits } from './real-waits.ts';
import { expectCalls } from './traffic.ts';

/** One caller, as scored: what every contender estimated and how long it took or would have taken. */
export interface ScoredCaller {
  readonly arrivedAtMinute: number;
  readonly estimates: Estimates;
  readonly waitSeconds: number;
}

/** One day of a family; `driver` makes the offers and the quotes by which callbacks are due. */
export interface DayPlan {
  readonly family: Family;
  readonly seed: number;
  readonly driver: Contender;
  /** Whether the default is scored without each of its ideas, too. */
  readonly ablations?: boolean;
}

const samplePeriodMs = 60_000;
/** TaskRouter's statistics and the way to the table take as long as this. */
const snapshotDelayMs = 5_000;
/** Callers that are still in line after this minute are left out. */
const lastMinute = dayMinutes + 180;
const returnPriority = 5;
const callersPriority = 8;

interface WaitingAtHome {
  readonly acceptedAtMs: number;
  readonly dueAtMs: number;
  readonly comes: boolean;
}

export function playDay(plan: DayPlan): { callers: ScoredCaller[]; unresolved: number } {
  return new Day(plan).play();
}

class Day {
  readonly #plan: DayPlan;
  readonly #random: Random;
  readonly #calendar = new Calendar();
  readonly #model: TaskRouterModel;
  readonly #staff: Staff;
  readonly #waits: RealWaits;
  readonly #contenderEstimator: ContenderEstimator;
  readonly #atHome = new Set<WaitingAtHome>();
  /** Where Mindful calls back in turn: those at home whose turn has not come. */
  readonly #turns: WaitingAtHome[] = [];
  readonly #callers: ScoredCaller[] = [];
  #sampled: SampledEstimates | undefined;
  #arrived = 0;
  #nowMs = openingMs;

  constructor(plan: DayPlan) {
    this.#plan = plan;
    this.#random = createRandom(plan.seed * 7919 + 17);
    this.#model = openFloor(plan.family, plan.seed, () => this.#nowMs);
    this.#staff = new Staff(this.#model, plan.family);
    this.#waits = new RealWaits(this.#staff.eligible);
    this.#contenderEstimator = new ContenderEstimator(this.#model, {
      roster: rosterAfterDaysBefore(plan.family, plan.seed),
      ablations: plan.ablations ?? false,
    });
  }

  play(): { callers: ScoredCaller[]; unresolved: number } {
    this.#at(openingMs, () => this.#sample());
    for (const [minute] of this.#plan.family.agents) {
      this.#at(openingMs + minute * 60_000, () => this.#staff.follow(this.#nowMs));
    }
    this.#expectCalls();
    for (let due = this.#calendar.nextDueMs(); due !== undefined; due = this.#calendar.nextDueMs()) {
      const isOver = minuteOf(due) > dayMinutes && this.#callers.length === this.#arrived;
      if (isOver || minuteOf(due) > lastMinute) break;
      this.#nowMs = due;
      this.#waits.follow(this.#model.advance(due));
      this.#callBackInTurn();
      this.#calendar.takeDue(due)?.action();
    }
    return { callers: this.#callers, unresolved: this.#arrived - this.#callers.length };
  }

  #at(dueMs: number, action: () => void): void {
    this.#calendar.schedule(Math.round(dueMs), action);
  }

  /** Goes on after the last caller, so that the statistics do not stand still and time passes. */
  #sample(): void {
    const sampled = this.#contenderEstimator.sample([...this.#atHome], this.#nowMs);
    this.#at(this.#nowMs + snapshotDelayMs, () => {
      this.#sampled = sampled;
    });
    this.#at(this.#nowMs + samplePeriodMs, () => this.#sample());
  }

  #expectCalls(): void {
    const { family } = this.#plan;
    const source = { calendar: this.#calendar, random: this.#random };
    const perSecondAtOne = callsPerSecondAtOne(family);
    const own = { perSecondAtOne, load: family.load, together: family.callersTogether, receive: () => this.#receive() };
    expectCalls(own, openingMs + snapshotDelayMs, source);
    const createTask = (workflowSid: string, priority: number) => () =>
      this.#model.createTask({ workflowSid, attributes: {}, priority }, this.#nowMs);
    if (family.prioritized) {
      const receive = createTask(workflows.own, callersPriority);
      expectCalls({ perSecondAtOne, load: family.prioritized, receive }, openingMs, source);
    }
    if (family.overlap) {
      const { others, shared, load } = family.overlap;
      const ofOthers = (others + shared / 2) / (family.handleSeconds + ringSeconds + wrapUpSeconds);
      expectCalls({ perSecondAtOne: ofOthers, load, receive: createTask(workflows.other, 0) }, openingMs, source);
    }
  }

  #receive(): void {
    const { family, driver } = this.#plan;
    const patienceSeconds = exponential(this.#random, 1) * family.patienceSeconds;
    const takesOffer = this.#random() < family.takeUp;
    const comes = this.#random() >= family.noShow;
    const estimates = this.#estimates();
    if (!estimates) return;
    this.#arrived += 1;
    const arrivedAtMs = this.#nowMs;
    const note = (waitSeconds: number) =>
      this.#callers.push({ arrivedAtMinute: minuteOf(arrivedAtMs), estimates, waitSeconds });
    const { isOffer, waitSeconds } = estimates[driver];
    const { promise } = family;
    const promisedSeconds = promise ? promise.share * estimates[promise.by].waitSeconds : waitSeconds;
    if (isOffer && takesOffer) this.#acceptCallback(comes, promisedSeconds, note);
    else this.#queue(patienceSeconds, note);
  }

  /** What the last sample says, and the limit, which sees the floor as it is. */
  #estimates(): Estimates | undefined {
    const { family } = this.#plan;
    const nowMs = this.#nowMs;
    if (!this.#sampled) return undefined;
    const floor = {
      family,
      realTime: this.#model.realTimeStatistics(ownQueue, nowMs),
      callbacks: [...this.#atHome],
      headArrivedAtMs: this.#waits.headArrivedAtMs(),
      promisedSeconds: family.promise ? family.promise.share * this.#sampled[family.promise.by].waitSeconds : 0,
      nowMs,
      minute: minuteOf(nowMs),
    };
    return { ...this.#sampled, 'limit-now': estimateOfLimit(floor) };
  }

  #queue(patienceSeconds: number, note: (waitSeconds: number) => void): void {
    const sid = this.#model.createTask({ workflowSid: workflows.own, attributes: {} }, this.#nowMs);
    this.#waits.join(sid, { arrivedAtMs: this.#nowMs, resolve: note });
    if (patienceSeconds === Number.POSITIVE_INFINITY) return;
    this.#at(this.#nowMs + patienceSeconds * 1000, () => {
      if (!this.#waits.isWaiting(sid)) return;
      this.#model.cancelTask({ sid, reason: 'hangup' }, this.#nowMs);
      this.#waits.leave(sid);
    });
  }

  #acceptCallback(comes: boolean, promisedSeconds: number, note: (waitSeconds: number) => void): void {
    const dueAtMs = this.#nowMs + Math.round(promisedSeconds) * 1000;
    const person = { acceptedAtMs: this.#nowMs, dueAtMs, comes };
    this.#atHome.add(person);
    this.#waits.keepPlace({ arrivedAtMs: this.#nowMs, resolve: note });
    if (this.#plan.family.returns === 'in-turn') this.#turns.push(person);
    else this.#at(this.#comesAtMs(dueAtMs), () => this.#return(person));
  }

  #comesAtMs(dueAtMs: number): number {
    const { returns, outage } = this.#plan.family;
    const burstMs = burstSeconds * 1000;
    if (returns === 'in-bursts') return Math.ceil(dueAtMs / burstMs) * burstMs;
    const isOut = outage && minuteOf(dueAtMs) >= outage.fromMinute && minuteOf(dueAtMs) < outage.toMinute;
    return isOut ? openingMs + outage.toMinute * 60_000 : dueAtMs;
  }

  /** A caller at home is next when every caller in line came later. */
  #callBackInTurn(): void {
    const headArrivedAtMs = this.#waits.headArrivedAtMs() ?? this.#nowMs;
    for (let next = this.#turns[0]; next && next.acceptedAtMs < headArrivedAtMs; next = this.#turns[0]) {
      this.#turns.shift();
      this.#return(next);
    }
  }

  #return(person: WaitingAtHome): void {
    if (!person.comes) return;
    this.#atHome.delete(person);
    this.#model.createTask({ workflowSid: workflows.own, attributes: {}, priority: returnPriority }, this.#nowMs);
  }
}
