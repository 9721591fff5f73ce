import type { CallbackRecord } from '../../domain/callback/callback-record.ts';
import type { Standing } from '../../domain/callback/return-call.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import {
  countQueuedAgain,
  placeOf,
  queueTaskAttributes,
  returnTaskAttributes,
} from '../../domain/task/task-attributes.ts';
import { enqueue } from '../../twiml/enqueue.ts';
import { VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallRequest } from '../../webhook.ts';
import { ORDINARY_PRIORITY } from '../into-queue.ts';
import { firstAttempt, type QueueAttempts, writeAttempts } from '../queue-attempts.ts';

export interface ReturningCaller {
  /** The customer of a proven return call; otherwise the caller ID. */
  caller: PhoneNumber | undefined;
  record: CallbackRecord | undefined;
  standing: Standing;
}

/** Queues a return call ahead of ordinary callers; opening hours don't matter, and no second offer is made. */
export function returnToQueue({ queue, origin }: CallRequest, returning: ReturningCaller): string {
  const document = new VoiceResponse();
  enqueueReturn(document, { queue, origin }, returning);
  return document.toString();
}

/** The same into a document that has begun. */
export function enqueueReturn(
  document: VoiceResponse,
  { queue, origin }: Pick<CallRequest, 'queue' | 'origin'>,
  returning: ReturningCaller & { attempts?: QueueAttempts },
): void {
  const { record, standing, attempts = firstAttempt } = returning;
  const isAhead = standing !== 'unproven';
  const place =
    isAhead && queue.policy.returnOrder === 'place' ? record && Math.floor(record.acceptedAtMs / 1000) : undefined;
  enqueue(document, {
    queue,
    origin,
    attributes: {
      ...attributesOf(returning, { queue }),
      ...placeOf(place),
      ...countQueuedAgain(attempts.again),
    },
    priority: isAhead && place === undefined ? queue.policy.priority : ORDINARY_PRIORITY,
    hold: 'return-hold',
    holdState: { again: writeAttempts(attempts).again, first: record?.callSid },
    actionState: { return: standing, ...writeAttempts(attempts), first: record?.callSid },
  });
}

/** Only a proven return call shows whose it is; an unproven one is anybody's call, and must prove nothing later on. */
function attributesOf({ caller, record, standing }: ReturningCaller, { queue }: Pick<CallRequest, 'queue'>) {
  if (standing === 'unproven') return queueTaskAttributes(queue, caller, { queuedAgain: 0 });
  return returnTaskAttributes({
    queue: queue.name,
    headerName: queue.callTarget.headerName,
    ...(standing === 'proven' ? { caller, record } : { firstCallSid: record?.callSid }),
  });
}
