import { sidFor } from './sids.ts';

/** https://www.twilio.com/docs/taskrouter/twiml-queue-calls */
export const WAITING_CALLS_BY_DEFAULT = 100;

export interface WorkflowLine {
  workflowSid: string;
  /** The queue's name, as people know it. */
  name: string;
  maxQueueSize?: number;
}

export interface WaitingPlace {
  readonly enteredAtMs: number;
}

/** The voice queue of a workflow: one line for all its callers, whatever their priority. */
export class WaitingLine {
  readonly workflowSid: string;
  readonly name: string;
  readonly maxSize: number;
  readonly queueSid: string;
  readonly #places = new Set<WaitingPlace>();
  #enteredAtMsInTotal = 0;

  constructor({ workflowSid, name, maxQueueSize = WAITING_CALLS_BY_DEFAULT }: WorkflowLine) {
    this.workflowSid = workflowSid;
    this.name = name;
    this.maxSize = maxQueueSize;
    this.queueSid = sidFor('QU', workflowSid);
  }

  get size(): number {
    return this.#places.size;
  }

  join(nowMs: number): WaitingPlace {
    const place = { enteredAtMs: nowMs };
    this.#places.add(place);
    this.#enteredAtMsInTotal += nowMs;
    return place;
  }

  /** Changes nothing the second time. */
  leave(place: WaitingPlace): void {
    if (this.#places.delete(place)) this.#enteredAtMsInTotal -= place.enteredAtMs;
  }

  /** 1 for the caller that came first. */
  position(place: WaitingPlace): number {
    let position = 0;
    for (const other of this.#places) {
      position += 1;
      if (other === place) return position;
    }
    throw new Error('this caller is not in the line');
  }

  /** How long the callers in the line have been in it on average, in seconds. */
  averageSeconds(nowMs: number): number {
    return this.size === 0 ? 0 : Math.round((nowMs - this.#enteredAtMsInTotal / this.size) / 1000);
  }
}
