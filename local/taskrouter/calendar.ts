import { IndexedHeap } from './indexed-heap.ts';

export interface Appointment<Result = void> {
  readonly dueMs: number;
  readonly order: number;
  readonly action: () => Result;
}

/** What will happen when; at the same millisecond, in the order in which it was decided. */
export class Calendar<Result = void> {
  readonly #appointments = new IndexedHeap<Appointment<Result>>(
    (a, b) => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order),
  );
  #made = 0;

  schedule(dueMs: number, action: () => Result): Appointment<Result> {
    const appointment = { dueMs, order: this.#made++, action };
    this.#appointments.add(appointment);
    return appointment;
  }

  /** Harmless if the appointment is over or was never made. */
  cancel(appointment: Appointment<Result> | undefined): void {
    if (appointment) this.#appointments.remove(appointment);
  }

  nextDueMs(): number | undefined {
    return this.#appointments.first()?.dueMs;
  }

  takeDue(nowMs: number): Appointment<Result> | undefined {
    const next = this.#appointments.first();
    return next && next.dueMs <= nowMs ? this.#appointments.takeFirst() : undefined;
  }
}
