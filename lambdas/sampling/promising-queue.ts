import type { CallbackRecord } from '../domain/callback/callback-record.ts';
import type { QueueConfig, QueuePolicy } from '../domain/queue-config.ts';
import type { Measurement } from '../log/metric-catalogue.ts';
import type { SamplerServices } from '../services.ts';

export interface PromiseServices extends Omit<SamplerServices, 'queueStates' | 'taskRouter' | 'rosters'> {
  /** Whether this sample has time for one more step; what is left then comes first in the next. */
  hasTime(): boolean;
}

/** A queue with its open callbacks, as the sample found them. */
export interface PromisingQueue extends Pick<QueueConfig, 'name' | 'taskRouter' | 'callTarget'> {
  policy: QueuePolicy;
  open: CallbackRecord[];
}

/** One line of the log for what became of a queue's callbacks; none for nothing. */
export function countOf(
  name: Measurement['name'],
  value: number,
  queue: PromisingQueue,
  { write }: PromiseServices,
): void {
  if (value > 0) write({ measurements: [{ name, value }], properties: { queue: queue.name } });
}

/** A line for each callback, with the call in which it was promised: whoever looks for the person begins there. */
export function countEach(
  name: Measurement['name'],
  records: readonly CallbackRecord[],
  { name: queue }: PromisingQueue,
  { write }: PromiseServices,
): void {
  for (const { callSid: firstCallSid } of records)
    write({ measurements: [{ name, value: 1 }], properties: { queue, firstCallSid } });
}
