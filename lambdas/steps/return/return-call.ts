import { type CallbackRecord, dueAtMs } from '../../domain/callback/callback-record.ts';
import { type Claim, claimOf, isOnTime } from '../../domain/callback/return-call.ts';
import { sipDestination } from '../../domain/mindful/sip-destination.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import { inLanguage } from '../../domain/queue-config.ts';
import type { Measurement } from '../../log/metric-catalogue.ts';
import type { CallServices } from '../../services.ts';
import type { CallRequest, Reply, Step } from '../../webhook.ts';
import { type ReturningCaller, returningCaller, returnToQueue } from '../enqueue-caller.ts';
import { chooseHold } from './choose-hold.ts';

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
  return answer(webhook, services, { caller: webhook.caller, record, standing });
};

/** Queues a return call that is believed, and moves its record. */
async function answerReturn(webhook: CallRequest, services: CallServices, returning: ReturningCaller): Promise<Reply> {
  const { record } = returning;
  const kept = record && (await lookUp(services, () => noteReturn(record, webhook.callSid, services)));
  return { ...answer(webhook, services, returning), measurements: kept ?? [] };
}

function answer(webhook: CallRequest, { configuration }: CallServices, returning: ReturningCaller): Reply {
  const { record, standing } = returning;
  const language = standing === 'proven' ? record?.language : undefined;
  const queue = inLanguage(webhook.queue, language, configuration);
  return {
    body: { twiml: returnToQueue({ ...webhook, queue }, returning) },
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

/**
 * An INVITE to our SIP domain. Its address says which queue it is for and whether the customer was called back. Twilio let only
 * Mindful's addresses in, which is proof enough for priority.
 */
export const sip: Step<'sip'> = async (webhook, services) => {
  const destination = sipDestination(services.configuration, webhook.parameters.To, webhook.sipHeaders);
  if (destination?.purpose === 'choose-hold') return chooseHold(webhook, services);
  return returnCallOf(returningCaller(webhook), webhook, services);
};

/** Mindful has brought the customer back in this call. A repeat changes and counts nothing. */
export async function noteReturn(
  record: CallbackRecord,
  returnCallSid: string,
  { callbacks, nowMs }: Pick<CallServices, 'callbacks' | 'nowMs'>,
): Promise<Measurement[]> {
  const { caller, queue, callSid } = record;
  const moved = await callbacks.move({ caller, queue, callSid, to: 'returned', nowMs: nowMs(), returnCallSid });
  // Mindful tries again after a customer who hung up: the promise was kept the first time.
  return moved && record.status !== 'abandoned' ? promiseKept(record, nowMs()) : [];
}

/** What the callback was worth to the customer, and how well the promised time was kept. A clock may have been put back meanwhile. */
function promiseKept(record: CallbackRecord, nowMs: number): Measurement[] {
  const lateSeconds = Math.round((nowMs - dueAtMs(record)) / 1000);
  return [
    { name: 'CallbackReturned' },
    { name: 'TimeSaved', value: Math.max(0, Math.round((nowMs - record.acceptedAtMs) / 1000)) },
    { name: 'Punctuality', value: lateSeconds },
    { name: 'ReturnOnTime', value: Number(isOnTime(lateSeconds)) },
  ];
}
