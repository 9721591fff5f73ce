import type { WorkspaceEvent } from '../../local/taskrouter/events.ts';
import type { TaskRouterOptions } from '../../local/taskrouter/floor.ts';
import { TaskRouterModel } from '../../local/taskrouter/model.ts';
import { exponential, lognormal, type Random } from '../../local/taskrouter/random.ts';
import { type Family, ringSeconds, valueAt, wrapUpSeconds } from './families.ts';

/** A Monday. */
export const openingMs = Date.parse('2027-03-01T09:00:00Z');
export const ownQueue = 'WQ0000000000000000000000000000b111';
const otherQueue = 'WQ0000000000000000000000000000a1e5';
export const workflows = { own: 'WW00000000000000000000000000000001', other: 'WW00000000000000000000000000000002' };

export function minuteOf(nowMs: number): number {
  return (nowMs - openingMs) / 60_000;
}

/** What the family's mean handle time is for a conversation that begins now. */
export function meanHandleSecondsAt(family: Family, minute: number): number {
  const { stall } = family;
  return stall && minute >= stall.fromMinute && minute < stall.toMinute ? stall.handleSeconds : family.handleSeconds;
}

export function openFloor(family: Family, seed: number, now: () => number): TaskRouterModel {
  const draw = (mean: number, random: Random) =>
    family.handleVariation === undefined
      ? exponential(random, mean)
      : lognormal(random, { mean, coefficientOfVariation: family.handleVariation });
  const options: TaskRouterOptions = {
    seed,
    startMs: openingMs,
    taskQueues: [
      { sid: ownQueue, friendlyName: 'Own' },
      { sid: otherQueue, friendlyName: 'Other' },
    ],
    workflows: [
      { sid: workflows.own, friendlyName: 'Own', targets: [{ taskQueueSid: ownQueue }], reservationTimeoutSeconds: 20 },
      { sid: workflows.other, friendlyName: 'Other', targets: [{ taskQueueSid: otherQueue }] },
    ],
    behaviour: {
      acceptDelaySeconds: (_worker, _task, random) => exponential(random, ringSeconds),
      handleSeconds: (_task, random) => {
        return draw(meanHandleSecondsAt(family, minuteOf(now())), random);
      },
      wrapUpSeconds: () => wrapUpSeconds,
    },
    comebackSeconds: 180,
    leaversStayAvailable: family.leaversStayAvailable ?? false,
    tasksByPriorityIncludesAssigned: family.tasksByPriorityIncludesAssigned ?? true,
  };
  return new TaskRouterModel(options);
}

/** Keeps the agents of the own queue at what the family's schedule says. */
export class Staff {
  readonly #model: TaskRouterModel;
  readonly #family: Family;
  readonly #own: { sid: string; atWork: boolean }[] = [];
  /** Workers who can take a call of the own queue. */
  readonly eligible = new Set<string>();

  constructor(model: TaskRouterModel, family: Family) {
    this.#model = model;
    this.#family = family;
    const { overlap, unresponsive = 0 } = family;
    for (let made = 0; made < (overlap?.others ?? 0); made += 1) {
      model.addWorker({ taskQueueSids: [otherQueue] }, openingMs);
    }
    for (let made = 0; made < unresponsive; made += 1) {
      model.addWorker({ taskQueueSids: [ownQueue], habit: 'ignores' }, openingMs);
    }
    this.follow(openingMs);
  }

  follow(nowMs: number): void {
    const wanted = valueAt(this.#family.agents, minuteOf(nowMs));
    for (let index = 0; index < Math.max(wanted, this.#own.length); index += 1) {
      const agent = this.#own[index] ?? this.#hire(nowMs);
      const atWork = index < wanted;
      if (agent.atWork !== atWork) {
        this.#model.setWorkerActivity({ sid: agent.sid, activity: atWork ? 'Available' : 'Offline' }, nowMs);
      }
      agent.atWork = atWork;
    }
  }

  #hire(nowMs: number): { sid: string; atWork: boolean } {
    const isShared = this.#own.length < (this.#family.overlap?.shared ?? 0);
    const sid = this.#model.addWorker({ taskQueueSids: isShared ? [ownQueue, otherQueue] : [ownQueue] }, nowMs);
    const agent = { sid, atWork: true };
    this.#own.push(agent);
    this.eligible.add(sid);
    return agent;
  }
}

/** Follows the events and knows when an agent of the own queue has nothing to do. */
export class IdleAgents {
  readonly #eligible: ReadonlySet<string>;
  readonly #busy = new Set<string>();
  readonly #away = new Set<string>();

  constructor(eligible: ReadonlySet<string>) {
    this.#eligible = eligible;
  }

  follow(event: WorkspaceEvent): void {
    if (!('workerSid' in event) || !this.#eligible.has(event.workerSid)) return;
    if (event.eventType === 'worker.activity.update') {
      if (event.workerActivityName === 'Available') this.#away.delete(event.workerSid);
      else this.#away.add(event.workerSid);
    } else if (event.eventType === 'reservation.created') this.#busy.add(event.workerSid);
    else if (endsReservation.has(event.eventType)) this.#busy.delete(event.workerSid);
  }

  serve(workerSid: string): boolean {
    return this.#eligible.has(workerSid);
  }

  exist(): boolean {
    if (this.#busy.size >= this.#eligible.size) return false;
    for (const sid of this.#eligible) if (!this.#busy.has(sid) && !this.#away.has(sid)) return true;
    return false;
  }
}

const endsReservation: ReadonlySet<string> = new Set([
  'reservation.rejected',
  'reservation.timeout',
  'reservation.canceled',
  'reservation.completed',
]);
