import { type CallbackRecord, dueAtMs } from '../../domain/callback/callback-record.ts';
import type { TransferOutcome } from '../../domain/callback/transfer-outcome.ts';
import { readCallbackStatus } from '../../domain/mindful/callback-status.ts';
import { readRequestAnswer } from '../../domain/mindful/scheduler-answers.ts';
import { afterAttempt } from '../../domain/offer/breaker.ts';
import type { MindfulWidget } from '../../domain/queue-config.ts';
import type { QueueNow } from '../../domain/queue-now.ts';
import type { EventServices } from '../../services.ts';
import type { CallWebhook } from '../../webhook.ts';

/** `uncertain`: Mindful may have registered the callback, and only its status can tell. */
export type Registration =
  | { kind: 'registered'; dueAtMs: number }
  | { kind: 'refused'; because: string }
  | { kind: 'uncertain' };

interface Asked {
  record: CallbackRecord;
  widget: MindfulWidget;
  queue: QueueNow;
}

/** Asks for the registration, once. What is not clearly a refusal leaves open whether there is one. */
export async function askMindful(asked: Asked, services: EventServices): Promise<Registration> {
  const { record, widget, queue } = asked;
  try {
    const request = { caller: record.caller, userData: userDataOf(record, queue) };
    const answer = readRequestAnswer(await services.scheduler.requestCallback(widget, request));
    switch (answer.kind) {
      case 'requested': {
        const { waitSeconds = record.quotedWaitSeconds } = answer;
        return { kind: 'registered', dueAtMs: services.nowMs() + waitSeconds * 1000 };
      }
      case 'refused':
        return answer;
      case 'duplicate':
      case 'unknown':
        return { kind: 'uncertain' };
    }
  } catch (error) {
    services.warn('registrationUnanswered', error);
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
    return status >= 400 && status < 500 ? { kind: 'refused', because: `status ${status}` } : { kind: 'uncertain' };
  }
}

/** Whether Mindful has a callback for this number that was created since the acceptance. */
export async function lookAtMindful({ record, widget, queue }: Asked, services: EventServices): Promise<Registration> {
  try {
    const answer = await services.scheduler.callbackStatus(widget, record.caller);
    const { acceptedAtMs } = record;
    const status = readCallbackStatus(answer, { acceptedAtMs, callTargetId: queue.callTarget.id });
    return status ? { kind: 'registered', dueAtMs: status.dueAtMs ?? dueAtMs(record) } : { kind: 'uncertain' };
  } catch (error) {
    services.warn('callbackStatusUnknown', error);
    return { kind: 'uncertain' };
  }
}

/**
 * What comes back in the headers of the return call, as after a transfer: a User Data Set of the widget passes its keys on to the
 * Call Target's metadata items of the same names.
 * https://docs.medallia.com/en/mindful/mindful-platform/configuration/scheduler/user-data-sets
 */
function userDataOf({ caller }: CallbackRecord, { name, callTarget }: QueueNow): Record<string, string> {
  const { headerName, queueHeaderName } = callTarget;
  return { [headerName]: caller, ...(queueHeaderName !== undefined && { [queueHeaderName]: name }) };
}

/**
 * What became of a request is the API's own trial, if the call had it. A failure stops the others for a minute; a number that
 * cannot be called says nothing about the next caller's, so somebody else tries.
 */
export async function noteAttempt(
  outcome: TransferOutcome,
  { callSid, queue }: CallWebhook,
  { queueStates, nowMs }: EventServices,
): Promise<void> {
  // What has not failed lately needs no good news.
  if (outcome !== 'failed' && !queue.apiBreaker) return;
  const { apiBreaker } = await queueStates.readNow(queue.name);
  const change = afterAttempt(apiBreaker, { callSid, outcome, nowMs: nowMs() });
  if (change) await queueStates.changeBreaker(queue.name, change, 'api');
}
