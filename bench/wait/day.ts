import { Calendar } from '../../local/taskrouter/calendar.ts';
import type { TaskRouterModel } from '../../local/taskrouter/model.ts';
import { createRandom, exponential, type Random } from '../../local/taskrouter/random.ts';
import { type Contender, ContenderEstimator, type Estimates } from './estimates.ts';
import { dayMinutes, type Family, ringSeconds, valueAt, wrapUpSeconds } from './families.ts';
import { minuteOf, openFloor, openingMs, Staff, workflows } from './floor.ts';
import { RealWaits } from './real-waits.ts';
import { burstSeconds } from './reference.ts';

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
}

const samplePeriodMs = 60_000;
/** TaskRouter's statistics and the way to the table take as long as this. */
const snapshotDelayMs = 5_000;
/** Callers that are still in line after this minute are left out. */
const lastMinute = dayMinutes + 180;
const returnPriority = 5;

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
  #estimates: Estimates | undefined;
  #arrived = 0;
  #nowMs = openingMs;

  constructor(plan: DayPlan) {
    this.#plan = plan;
    this.#random = createRandom(plan.seed * 7919 + 17);
    this.#model = openFloor(plan.family, plan.seed, () => this.#nowMs);
    this.#staff = new Staff(this.#model, plan.family);
    this.#waits = new RealWaits(this.#staff.eligible);
    this.#contenderEstimator = new ContenderEstimator(this.#model, plan.family);
  }

  play(): { callers: ScoredCaller[]; unresolved: number } {
    this.#at(openingMs, () => this.#sample());
    for (const [minute] of this.#plan.family.agents) {
      this.#at(openingMs + minute * 60_000, () => this.#staff.follow(this.#nowMs));
    }
    this.#at(openingMs + snapshotDelayMs, () => this.#expectCaller());
    this.#expectOtherCaller();
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
    const estimates = this.#contenderEstimator.sample([...this.#atHome], this.#nowMs);
    this.#at(this.#nowMs + snapshotDelayMs, () => {
      this.#estimates = estimates;
    });
    this.#at(this.#nowMs + samplePeriodMs, () => this.#sample());
  }

  /** By thinning, so that the load may change at any time. */
  #expectCaller(): void {
    const { family } = this.#plan;
    const highest = Math.max(...family.load.map(([, load]) => load));
    const agents = family.agents[0]?.[1] ?? 0;
    const perSecond = (highest * agents) / (family.handleSeconds + ringSeconds + wrapUpSeconds);
    const atMs = this.#nowMs + exponential(this.#random, 1000 / perSecond);
    if (minuteOf(atMs) >= dayMinutes) return;
    const isReal = this.#random() * highest < valueAt(family.load, minuteOf(atMs));
    this.#at(atMs, () => {
      if (isReal) this.#receive();
      this.#expectCaller();
    });
  }

  #receive(): void {
    const { family, driver } = this.#plan;
    const patienceSeconds = exponential(this.#random, 1) * family.patienceSeconds;
    const takesOffer = this.#random() < family.takeUp;
    const comes = this.#random() >= family.noShow;
    const estimates = this.#estimates;
    if (!estimates) return;
    this.#arrived += 1;
    const arrivedAtMs = this.#nowMs;
    const note = (waitSeconds: number) =>
      this.#callers.push({ arrivedAtMinute: minuteOf(arrivedAtMs), estimates, waitSeconds });
    const { isOffer, waitSeconds } = estimates[driver];
    if (isOffer && takesOffer) this.#acceptCallback(comes, waitSeconds, note);
    else this.#queue(patienceSeconds, note);
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

  #acceptCallback(comes: boolean, quotedSeconds: number, note: (waitSeconds: number) => void): void {
    const dueAtMs = this.#nowMs + Math.round(quotedSeconds) * 1000;
    const person = { acceptedAtMs: this.#nowMs, dueAtMs, comes };
    this.#atHome.add(person);
    const { returns } = this.#plan.family;
    this.#waits.keepPlace({ arrivedAtMs: this.#nowMs, resolve: note });
    if (returns === 'in-turn') {
      this.#turns.push(person);
      return;
    }
    const burstMs = burstSeconds * 1000;
    this.#at(returns === 'in-bursts' ? Math.ceil(dueAtMs / burstMs) * burstMs : dueAtMs, () => this.#return(person));
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

  #expectOtherCaller(): void {
    const { overlap, handleSeconds } = this.#plan.family;
    if (!overlap) return;
    const perSecond =
      (overlap.load * (overlap.others + overlap.shared / 2)) / (handleSeconds + ringSeconds + wrapUpSeconds);
    this.#at(this.#nowMs + exponential(this.#random, 1000 / perSecond), () => {
      this.#model.createTask({ workflowSid: workflows.other, attributes: {} }, this.#nowMs);
      this.#expectOtherCaller();
    });
  }
}
