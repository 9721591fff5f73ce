import { describe, expect, it } from '@jest/globals';
import type { CallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import type { WebhookEvent } from '../../lambdas/middleware/webhook-request.ts';
import type { RouteName } from '../../lambdas/routes.ts';
import { alice, callbackRecord, NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';
import { phoneCall, sipCall } from '../support/twilio-forms.ts';

/** A service in so many instances, each with a memory of its own, around one table. */
function serviceOf(count: number, record?: CallbackRecord) {
  const { table, queueStates, callbacks } = memoryTable();
  table.state = { snapshot: snapshot(421) };
  if (record) table.records.set(`${record.caller} ${record.queue}`, record);
  const log = logKeeper();
  const tasks = { ...{ find: async () => [], listWaiting: async () => [] } };
  const given = services({
    queueStates,
    callbacks,
    mindfulApi: { ...services().mindfulApi, agentAnswered: async () => {} },
  });
  const all = { ...given, tasks: { ...given.tasks, ...tasks } };
  const instances = Array.from({ length: count }, () => serviceHandler(all, log.write));
  return {
    log,
    send: async (event: WebhookEvent) => {
      for (const instance of instances) await instance(structuredClone(event), lambdaContext());
    },
  };
}

const inThisCall = (status: CallbackRecord['status']) =>
  callbackRecord({ caller: alice, callSid: phoneCall.CallSid, status });
const earlier = (status: CallbackRecord['status']) =>
  callbackRecord({ caller: alice, callSid: `CA${'9'.repeat(32)}`, status, acceptedAtMs: NOON_MS - 600_000 });

const returnTask = JSON.stringify({
  ...{ call_sid: sipCall.CallSid, queue: 'support', customerPhone: alice, callback: {} },
  conversations: { conversation_id: `CA${'9'.repeat(32)}` },
});
const accepted = { EventType: 'reservation.accepted', TaskAttributes: returnTask, TaskAge: '20' };

interface Counting {
  route: RouteName;
  query?: string;
  form: Record<string, string>;
  record?: CallbackRecord;
  counted: string[];
}

/** Webhooks that change a record, and what is counted of it. */
const ofRecords: Counting[] = [
  { route: 'transfer', query: 'wait=421', form: phoneCall, counted: ['OfferAccepted'] },
  { route: 'offer-reply', query: 'wait=421', form: { ...phoneCall, Digits: '1' }, counted: ['OfferAccepted'] },
  { route: 'hold-reply', query: 'wait=421', form: { ...phoneCall, Digits: '1' }, counted: ['OfferAccepted'] },
  {
    ...{ route: 'transfer-progress', record: inThisCall('requested'), counted: ['TransferAnswered'] },
    form: { ...phoneCall, CallSid: `CA${'3'.repeat(32)}`, ParentCallSid: phoneCall.CallSid },
  },
  {
    ...{ route: 'transfer-result', record: inThisCall('requested'), counted: ['TransferAnswered'] },
    form: { ...phoneCall, DialCallStatus: 'completed', DialCallDuration: '60' },
  },
  {
    ...{ route: 'transfer-result', record: inThisCall('requested'), counted: ['TransferFailed', 'OffersStopped'] },
    form: { ...phoneCall, DialCallStatus: 'busy' },
  },
  { route: 'call-ended', record: inThisCall('requested'), form: phoneCall, counted: ['CallbackCancelled'] },
  {
    ...{ route: 'sip', record: earlier('registered'), form: { ...sipCall, 'SipHeader_x-user-to-user': alice } },
    counted: ['CallbackReturned', 'TimeSaved', 'Punctuality', 'ReturnOnTime'],
  },
  {
    ...{
      route: 'choose-hold',
      record: earlier('transferred'),
      form: { ...sipCall, 'SipHeader_x-user-to-user': alice },
    },
    counted: ['ChoseHold'],
  },
  {
    ...{ route: 'task-events', record: earlier('returned'), form: { ...accepted, AccountSid: phoneCall.AccountSid } },
    counted: ['CallbackAnswered', 'ReturnHoldTime'],
  },
];

describe('a webhook that comes to two instances', () => {
  it.each(ofRecords)('$route counts $counted once', async ({ route, query, form, record, counted }) => {
    const { send, log } = serviceOf(2, record);
    await send(signedEvent(route, { form, ...(query && { query }) }));
    expect(log.counted()).toEqual(counted);
  });
});

/** Webhooks behind which no record stands. */
const withoutRecord: Counting[] = [
  { route: 'incoming-call', form: phoneCall, counted: ['CallArrived', 'OfferMade'] },
  { route: 'offer-reply', query: 'wait=421', form: { ...phoneCall, Digits: '2' }, counted: ['OfferDeclined'] },
  { route: 'left-queue', form: { ...phoneCall, QueueResult: 'system-error' }, counted: ['EnqueueFailed'] },
  {
    ...{ route: 'task-events', counted: ['ActualWait'] },
    form: {
      ...{ ...accepted, AccountSid: phoneCall.AccountSid },
      TaskAttributes: JSON.stringify({ call_sid: phoneCall.CallSid, queue: 'support' }),
    },
  },
];

describe('a webhook that comes to one instance twice', () => {
  it.each([...ofRecords, ...withoutRecord])(
    '$route counts $counted once',
    async ({ route, query, form, record, counted }) => {
      const { send, log } = serviceOf(1, record);
      const event = signedEvent(route, { form, ...(query && { query }) });
      await send(event);
      await send(event);
      expect(log.counted()).toEqual(counted);
      expect(log.lines).toHaveLength(2);
    },
  );
});
