import type { CallbackRecord } from '../../domain/callback/callback-record.ts';
import { type Claim, claimOf } from '../../domain/callback/return-call.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import type { CallServices } from '../../services.ts';
import type { CallRequest, Reply, Step } from '../../webhook.ts';
import { noteReturn } from './note-return.ts';
import { type ReturningCaller, returnToQueue } from './return-to-queue.ts';
import { returningCaller } from './returning-caller.ts';

/** Mindful calls back on the SIP domain: Twilio let only Mindful's addresses in, which is proof enough for priority. */
export const returnCallBySip: Step<'sip'> = async (webhook, services) => {
  return returnCallOf(returningCaller(webhook), webhook, services);
};

/** Mindful brings this customer back, as far as the customer is known. */
export async function returnCallOf(
  caller: PhoneNumber | undefined,
  webhook: CallRequest,
  services: CallServices,
): Promise<Reply> {
  const record = caller && (await lookUp(services, () => services.callbacks.find(caller, webhook.queue.name)));
  return answerReturn(webhook, services, { caller, record, standing: 'proven' });
}

/** Mindful calls back on a plain number, which anybody can dial. */
export const returnCallByNumber: Step<'return-call'> = async (webhook, services) => {
  const { standing, candidates } = await claim(webhook, services);
  if (standing === 'proven') {
    const [record] = candidates;
    return answerReturn(webhook, services, { caller: record?.caller, record, standing });
  }
  const record = standing === 'due' ? await reserve(candidates, webhook, services) : undefined;
  return answer(webhook, { caller: webhook.caller, record, standing });
};

/** Queues a return call that is believed, and moves its record. */
async function answerReturn(webhook: CallRequest, services: CallServices, returning: ReturningCaller): Promise<Reply> {
  const { record } = returning;
  const kept = record && (await lookUp(services, () => noteReturn(record, webhook.callSid, services)));
  return { ...answer(webhook, returning), measurements: kept ?? [] };
}

function answer(webhook: CallRequest, returning: ReturningCaller): Reply {
  const { record, standing } = returning;
  return {
    body: { twiml: returnToQueue(webhook, returning) },
    measurements: standing === 'unproven' ? [{ name: 'ReturnUnproven' }] : [],
    log: { standing, known: record !== undefined, ...(record && { firstCallSid: record.callSid }) },
  };
}

async function claim({ callSid, caller, queue }: CallRequest, services: CallServices): Promise<Claim> {
  const { callbacks, nowMs } = services;
  const [open, own] = await Promise.all([
    lookUp(services, () => callbacks.listOpen(queue.name)),
    caller && lookUp(services, () => callbacks.find(caller, queue.name)),
  ]);
  const known = [...(own ? [own] : []), ...(open ?? [])];
  return claimOf(known, { callSid, callerId: caller, returnCallers: queue.returnCallers, nowMs: nowMs() });
}

const TRIES = 3;

/** One callback for each of several calls that come at once; when all are taken, the first of them once more. */
async function reserve(
  candidates: CallbackRecord[],
  { callSid }: CallRequest,
  services: CallServices,
): Promise<CallbackRecord | undefined> {
  for (const record of candidates.slice(0, TRIES)) {
    if (record.returnCallSid === callSid) return record;
    if (await lookUp(services, () => services.callbacks.reserveReturn(record, callSid))) return record;
  }
  return candidates[0];
}

/** The customer is on the line: what can't be looked up or written is done without. */
async function lookUp<T>(services: CallServices, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    services.warn('returnUnknown', error);
    return undefined;
  }
}
