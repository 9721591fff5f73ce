import type { WorkspaceEvent } from '../../local/taskrouter/events.ts';
import type { TaskRouterModel } from '../../local/taskrouter/model.ts';
import { createRandom, exponential, type Random } from '../../local/taskrouter/random.ts';
import { type DayCaller, DayModel, type PersonAtHome, snapshotDelayMs } from '../../local/world/day/day-model.ts';
import type { Contender } from './contenders.ts';
import { rosterAfterDaysBefore } from './days-before.ts';
import { ContenderEstimator, type Estimates, estimateOfLimit, policy, type SampledEstimates } from './estimates.ts';
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

/** Callers that are still in line after this minute are left out. */
const lastMinute = dayMinutes + 180;
const callersPriority = 8;

interface Caller extends DayCaller {
  readonly arrivedAtMs: number;
  readonly offer: { readonly dueSeconds: number } | undefined;
  resolve(waitSeconds: number): void;
}

type Person = PersonAtHome<Caller>;

export function playDay(plan: DayPlan): { callers: ScoredCaller[]; unresolved: number } {
  return new Day(plan).play();
}

class Day {
  readonly #plan: DayPlan;
  readonly #random: Random;
  readonly #model: TaskRouterModel;
  readonly #staff: Staff;
  readonly #waits: RealWaits;
  readonly #day: DayModel<Caller>;
  /** Where Mindful calls back in turn: those at home whose turn has not come. */
  readonly #turns: Person[] = [];
  readonly #callers: ScoredCaller[] = [];
  #sampled: SampledEstimates | undefined;
  #arrived = 0;

  constructor(plan: DayPlan) {
    this.#plan = plan;
    this.#random = createRandom(plan.seed * 7919 + 17);
    this.#model = openFloor(plan.family, plan.seed, () => this.#day.nowMs);
    this.#staff = new Staff(this.#model, plan.family);
    this.#waits = new RealWaits(this.#staff.eligible);
    const estimator = new ContenderEstimator(this.#model, {
      roster: rosterAfterDaysBefore(plan.family, plan.seed),
      ablations: plan.ablations ?? false,
    });
    this.#day = new DayModel({
      model: this.#model,
      workflowSid: workflows.own,
      // Scored is what is estimated before the queue.
      policy: { ...policy, inQueueOffer: { ...policy.inQueueOffer, atMost: 0 } },
      startMs: openingMs,
      callsBackAtMs: ({ dueAtMs }) => (plan.family.returns === 'in-turn' ? undefined : this.#comesAtMs(dueAtMs)),
      service: {
        sample: (atHome, nowMs) => {
          const sampled = estimator.sample(atHome, nowMs);
          return () => {
            this.#sampled = sampled;
          };
        },
        offer: ({ offer }) => offer,
      },
      watcher: this.#watcher(),
    });
  }

  play(): { callers: ScoredCaller[]; unresolved: number } {
    for (const [minute] of this.#plan.family.agents) {
      this.#day.at(openingMs + minute * 60_000, () => this.#staff.follow(this.#day.nowMs));
    }
    this.#expectCalls();
    this.#day.play((nextMs) => {
      const isOver = minuteOf(nextMs) > dayMinutes && this.#callers.length === this.#arrived;
      return isOver || minuteOf(nextMs) > lastMinute;
    });
    return { callers: this.#callers, unresolved: this.#arrived - this.#callers.length };
  }

  #watcher() {
    return {
      joined: (caller: Caller, taskSid: string) => this.#waits.join(taskSid, caller),
      hungUp: (_: Caller, taskSid: string) => this.#waits.leave(taskSid),
      wentHome: (person: Person) => {
        this.#waits.keepPlace(person.caller);
        if (this.#plan.family.returns === 'in-turn') this.#turns.push(person);
      },
      calledBack: () => undefined,
      follow: (events: readonly WorkspaceEvent[]) => {
        this.#waits.follow(events);
        this.#callBackInTurn();
      },
    };
  }

  #expectCalls(): void {
    const { family } = this.#plan;
    const source = { day: this.#day, random: this.#random };
    const perSecondAtOne = callsPerSecondAtOne(family);
    const own = { perSecondAtOne, load: family.load, together: family.callersTogether, receive: () => this.#receive() };
    expectCalls(own, openingMs + snapshotDelayMs, source);
    const createTask = (workflowSid: string, priority: number) => () =>
      this.#model.createTask({ workflowSid, attributes: {}, priority }, this.#day.nowMs);
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
    const { family } = this.#plan;
    const patienceSeconds = exponential(this.#random, 1) * family.patienceSeconds;
    const acceptsCallback = this.#random() < family.takeUp;
    const comes = this.#random() >= family.noShow;
    const estimates = this.#estimates();
    if (!estimates) return;
    this.#arrived += 1;
    const arrivedAtMs = this.#day.nowMs;
    this.#day.receive({
      ...{ arrivedAtMs, patienceSeconds, acceptsCallback, comes, attributes: {} },
      offer: this.#offerBy(estimates),
      resolve: (waitSeconds) => this.#callers.push({ arrivedAtMinute: minuteOf(arrivedAtMs), estimates, waitSeconds }),
    });
  }

  #offerBy(estimates: Estimates): { dueSeconds: number } | undefined {
    const { driver, family } = this.#plan;
    const { isOffer, waitSeconds } = estimates[driver];
    const { promise } = family;
    return isOffer
      ? { dueSeconds: promise ? promise.share * estimates[promise.by].waitSeconds : waitSeconds }
      : undefined;
  }

  /** What the last sample says, and the limit, which sees the floor as it is. */
  #estimates(): Estimates | undefined {
    const { family } = this.#plan;
    const nowMs = this.#day.nowMs;
    if (!this.#sampled) return undefined;
    const floor = {
      family,
      realTime: this.#model.realTimeStatistics(ownQueue, nowMs),
      callbacks: this.#day.atHome,
      headArrivedAtMs: this.#waits.headArrivedAtMs(),
      promisedSeconds: family.promise ? family.promise.share * this.#sampled[family.promise.by].waitSeconds : 0,
      nowMs,
      minute: minuteOf(nowMs),
    };
    return { ...this.#sampled, 'limit-now': estimateOfLimit(floor) };
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
    const headArrivedAtMs = this.#waits.headArrivedAtMs() ?? this.#day.nowMs;
    for (let next = this.#turns[0]; next && next.acceptedAtMs < headArrivedAtMs; next = this.#turns[0]) {
      this.#turns.shift();
      this.#day.callBack(next);
    }
  }
}
