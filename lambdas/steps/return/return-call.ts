import { type CallbackRecord, dueAtMs } from '../../domain/callback-record.ts';
import type { PhoneNumber } from '../../domain/phone-number.ts';
import { callbackBroughtBack } from '../../domain/return-call.ts';
import type { Measurement } from '../../metric-catalogue.ts';
import type { Services } from '../../services.ts';
import type { Reply, Step, Webhook } from '../../webhook.ts';
import { returnToQueue } from './return-to-queue.ts';
import { returningCaller } from './returning-caller.ts';

/** Mindful calls back on the SIP domain: Twilio let only Mindful's addresses in, which is proof enough for priority. */
export const returnCallBySip: Step = async (webhook, services) => {
  const caller = returningCaller(webhook);
  const record = caller && (await lookUp(services, () => services.callbacks.find(caller, webhook.queue.name)));
  return answer(webhook, services, { caller, record, proven: true });
};

/** Mindful calls back on a plain number, which anybody can dial: priority only if a callback is due about now. */
export const returnCallByNumber: Step = async (webhook, services) => {
  const { callSid, caller, queue } = webhook;
  const open = await lookUp(services, () => services.callbacks.listOpen(queue.name));
  const record = callbackBroughtBack(open ?? [], { callSid, caller, nowMs: services.nowMs() });
  return answer(webhook, services, { caller: record?.caller, record, proven: record !== undefined });
};

interface Returning {
  caller: PhoneNumber | undefined;
  record: CallbackRecord | undefined;
  proven: boolean;
}

async function answer(webhook: Webhook, services: Services, returning: Returning): Promise<Reply> {
  const { record, proven } = returning;
  const returned = record !== undefined && (await lookUp(services, () => noteReturn(webhook, services, record)));
  return {
    body: { twiml: returnToQueue(webhook, returning) },
    measurements: [
      ...(returned ? promiseKept(record, services.nowMs()) : []),
      ...(proven ? [] : [{ name: 'ReturnUnproven' } as const]),
    ],
    log: { proven, known: record !== undefined, ...(record && { firstCallSid: record.callSid }) },
  };
}

/** What the callback was worth to the customer, and how well the promised time was kept. */
function promiseKept(record: CallbackRecord, nowMs: number): Measurement[] {
  return [
    { name: 'CallbackReturned' },
    { name: 'TimeSaved', value: Math.round((nowMs - record.acceptedAtMs) / 1000) },
    { name: 'Punctuality', value: Math.round((nowMs - dueAtMs(record)) / 1000) },
  ];
}

function noteReturn(webhook: Webhook, services: Services, record: CallbackRecord): Promise<boolean> {
  const { caller, queue, callSid } = record;
  return services.callbacks.move({
    caller,
    queue,
    callSid,
    to: 'returned',
    nowMs: services.nowMs(),
    returnCallSid: webhook.callSid,
  });
}

/** The customer is on the line: what can't be looked up or written is done without. */
async function lookUp<T>(services: Services, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    services.warn('returnUnknown', error);
    return undefined;
  }
}
