import type { WorkspaceEvent } from '../../local/taskrouter/events.ts';
import { ringSeconds } from './families.ts';
import { IdleAgents, ownQueue } from './floor.ts';

type Resolve = (waitSeconds: number) => void;

interface Place {
  readonly arrivedAtMs: number;
  readonly resolve: Resolve;
}

/**
 * Measures how long each caller waits, or would have waited. An answered caller waits until the agent accepts. One that
 * gave up or took a callback would have waited until an agent came to that place in line: when a caller behind it gets an
 * agent or an agent has nothing to do, and the phone has rung.
 */
export class RealWaits {
  readonly #idle: IdleAgents;
  readonly #inLine = new Map<string, Place>();
  /** Callers in line for which no phone rings yet, in the order in which they came. */
  #pending = new Map<string, number>();
  #left: Place[] = [];
  #atMs = 0;

  constructor(eligible: ReadonlySet<string>) {
    this.#idle = new IdleAgents(eligible);
  }

  join(taskSid: string, place: Place): void {
    this.#inLine.set(taskSid, place);
    this.#pending.set(taskSid, place.arrivedAtMs);
  }

  /** When the next caller in line came; undefined if the line is empty. */
  headArrivedAtMs(): number | undefined {
    return this.#pending.values().next().value;
  }

  /** Gives the place in line up, but wants to know. */
  leave(taskSid: string): void {
    const place = this.#inLine.get(taskSid);
    if (place) this.keepPlace(place);
    this.#inLine.delete(taskSid);
    this.#pending.delete(taskSid);
  }

  keepPlace(place: Place): void {
    this.#left.push(place);
  }

  isWaiting(taskSid: string): boolean {
    return this.#inLine.has(taskSid);
  }

  /** Events in the order of their times; those of one moment belong together. */
  follow(events: readonly WorkspaceEvent[]): void {
    for (const event of events) {
      if (event.timestampMs !== this.#atMs) this.#endOfMoment();
      this.#atMs = event.timestampMs;
      this.#idle.follow(event);
      if (event.eventType === 'reservation.created') this.#pending.delete(event.taskSid);
      if (event.eventType === 'reservation.timeout') this.#backInLine(event.taskSid);
      if (event.eventType === 'reservation.created' && this.#idle.serve(event.workerSid)) this.#reached(event);
      if (event.eventType === 'reservation.accepted') this.#accepted(event.taskSid);
    }
    this.#endOfMoment();
  }

  #backInLine(taskSid: string): void {
    const place = this.#inLine.get(taskSid);
    if (place) this.#pending = new Map([[taskSid, place.arrivedAtMs], ...this.#pending]);
  }

  #accepted(taskSid: string): void {
    const place = this.#inLine.get(taskSid);
    this.#inLine.delete(taskSid);
    place?.resolve((this.#atMs - place.arrivedAtMs) / 1000);
  }

  /** Return calls overtake everybody and say nothing about a place in line. */
  #reached(task: { taskPriority: number; taskVirtualStartMs: number; taskQueueSid: string | undefined }): void {
    if (task.taskPriority === 0 && task.taskQueueSid === ownQueue) this.#resolveBefore(task.taskVirtualStartMs);
  }

  #endOfMoment(): void {
    if (this.#left.length > 0 && this.#idle.exist()) this.#resolveBefore(Number.POSITIVE_INFINITY);
  }

  #resolveBefore(virtualStartMs: number): void {
    if (this.#left.length === 0) return;
    const due = this.#left.filter((place) => place.arrivedAtMs < virtualStartMs);
    if (due.length === 0) return;
    this.#left = this.#left.filter((place) => place.arrivedAtMs >= virtualStartMs);
    for (const { arrivedAtMs, resolve } of due) {
      resolve(Math.max(0, (this.#atMs - arrivedAtMs) / 1000) + ringSeconds);
    }
  }
}
