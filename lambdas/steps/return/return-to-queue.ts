import type { CallbackRecord } from '../../domain/callback-record.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import { countQueuedAgain, placeOf, returnTaskAttributes } from '../../domain/task-attributes.ts';
import { enqueue } from '../../twiml/enqueue.ts';
import { VoiceResponse } from '../../twiml/voice-response.ts';
import type { Webhook } from '../../webhook.ts';
import { ORDINARY_PRIORITY } from '../into-queue.ts';
import { firstAttempt, type QueueAttempts, writeAttempts } from '../queue-attempts.ts';

export interface ReturningCaller {
  caller: PhoneNumber | undefined;
  record: CallbackRecord | undefined;
  /** Only proof gives priority. */
  proven: boolean;
}

/** Queues a return call ahead of ordinary callers; opening hours don't matter, and no second offer is made. */
export function returnToQueue({ queue, origin }: Webhook, { caller, record, proven }: ReturningCaller): string {
  const document = new VoiceResponse();
  enqueueReturn(document, { queue, origin }, { caller, record, proven });
  return document.toString();
}

/** The same into a document that has begun. */
export function enqueueReturn(
  document: VoiceResponse,
  { queue, origin }: Pick<Webhook, 'queue' | 'origin'>,
  { caller, record, proven, attempts = firstAttempt }: ReturningCaller & { attempts?: QueueAttempts },
): void {
  const place =
    proven && queue.policy.returnOrder === 'place' ? record && Math.floor(record.acceptedAtMs / 1000) : undefined;
  enqueue(document, {
    queue,
    origin,
    attributes: {
      ...returnTaskAttributes(queue.name, caller, record, queue.callTarget.headerName),
      ...placeOf(place),
      ...countQueuedAgain(attempts.again),
    },
    priority: proven && place === undefined ? queue.policy.priority : ORDINARY_PRIORITY,
    hold: 'return-hold',
    holdState: { again: writeAttempts(attempts).again, first: record?.callSid },
    actionState: { return: proven ? 'proven' : 'unproven', ...writeAttempts(attempts), first: record?.callSid },
  });
}
