import { describe, expect, it } from '@jest/globals';
import { fateOf, hoursSince, readCallHistory } from '../../lambdas/domain/mindful/call-history.ts';
import { readCallbackStatus } from '../../lambdas/domain/mindful/callback-status.ts';
import { isCanceled, readRequestAnswer, requestRefusals } from '../../lambdas/domain/mindful/scheduler-answers.ts';
import { readMindfulEvent } from '../../lambdas/domain/mindful/webhook-event.ts';
import { CallHistory } from '../../local/mindful/call-history.ts';
import { callbackStatus } from '../../local/mindful/callback-status.ts';
import { mindfulCredentials } from '../../local/mindful/credentials.ts';
import { answerApi } from '../../local/mindful/http-api.ts';
import { registeredEvent } from '../../local/mindful/registered-event.ts';
import { cancelAnswers, requestAnswers } from '../../local/mindful/settings.ts';
import { SimulatedMindful } from '../../local/mindful/simulated-mindful.ts';
import { VirtualClock } from '../../local/world/clock/clock.ts';
import { alice, NOON_MS, phoneNumber } from '../support/builders.ts';
import { formOf, vendorDocument } from '../support/vendor-documents.ts';

const published = vendorDocument('mindful-registered-callback')['document'];
const answers = vendorDocument('mindful-scheduler-answers');
const calls = vendorDocument('mindful-historical-calls')['document'] as { data: [object] };

const callback = {
  queue: 'support',
  customerNumber: '+14155550123',
  registeredAtMs: NOON_MS,
  dueAtMs: NOON_MS + 1_800_000,
  state: 'waiting',
} as const;

const registration = {
  callback,
  callTargetId: '4380',
  firstPartyCalled: 'agent',
  calledNumber: '+18525550917',
  metadata: {},
  registrationSeconds: 6,
  sequence: 0x126b5e,
} as const;

describe("Mindful's published event about a registered callback", () => {
  it('M1: is due when Mindful estimates it, not when it is scheduled seconds after its creation', () => {
    const event = readMindfulEvent(published);
    expect(event).toMatchObject({
      name: 'Registered Callback',
      callTargetId: '4380',
      numbers: ['+14155550123'],
      createdAtMs: Date.parse('2026-11-29T10:00:00Z'),
      dueAtMs: Date.parse('2026-11-29T10:30:00Z'),
    });
  });

  it('M2: has the fields of the simulated one, in the same forms', () => {
    const simulated = registeredEvent(registration, 'ani-text');
    // Names that an operator chooses, and the items that a Call Target keeps.
    const free = ['metadata', 'callTargetName', 'clientName', 'webhookName'];
    expect(formOf(simulated, free)).toEqual(formOf(published, free));
  });
});

describe('the older version of that event', () => {
  const call = (published as { data: { call: object } }).data.call;
  const older = { data: { call: { ...call, ani: 14155550123 }, event: 'Registered Callback' } };

  it('M2: is read alike, though its ani is a number', () =>
    expect(readMindfulEvent(older).numbers).toEqual(['+14155550123']));

  it('M2: is what the simulated Mindful sends where it is told so', () =>
    expect(registeredEvent(registration, 'ani-number')).toMatchObject({ data: { call: { ani: 14155550123 } } }));
});

describe("Mindful's published answer about a number's callback", () => {
  it('M4: is read with its due time, all of it being text', () =>
    expect(
      readCallbackStatus(answers['callbackStatus'], { acceptedAtMs: 1_795_924_990_000, callTargetId: '4380' }),
    ).toEqual({ dueAtMs: 1_795_925_900_000 }));

  it('M4: has the fields of the simulated one, in the same forms', () =>
    expect(formOf({ data: [callbackStatus(callback, '4380')] })).toEqual(formOf(answers['callbackStatus'])));
});

describe("Mindful's published history of calls", () => {
  const record = { caller: phoneNumber('+14155550123'), acceptedAtMs: Date.parse('2026-11-29T09:59:40Z') };
  const ended = readCallHistory(calls);
  const [first] = calls.data;
  const fate = (changes: object) => fateOf(readCallHistory({ data: [{ ...first, ...changes }] }), record, '4380');

  it('M7: tells that the customer never picked up', () => expect(fateOf(ended, record, '4380')).toBe('no-answer'));

  it.each([
    ['kept', { outcome: 'Success' }],
    ['called-off', { outcome: 'Canceled' }],
    ['trying', { hasRetry: true }],
    ['failed', { agentLegTimeout: true }],
    ['failed', { outcome: 'Failure' }],
    ['failed', { outcome: 'A word that no page has' }],
    [undefined, { phoneNumber: alice, ani: alice }],
    [undefined, { callTargetId: '4711' }],
    [undefined, { createdAt: '2026-11-28T10:00:00Z' }],
  ] as const)('M7: says %s where a record differs by %j', (expected, changes) => expect(fate(changes)).toBe(expected));

  it('M7: names the hour from 3:00 to 4:00 "04"', () => {
    const at = (time: string) => Date.parse(`2026-11-29T${time}Z`);
    expect(hoursSince(at('03:10:00'), at('03:59:59'))).toEqual([{ date: '20261129', hour: '04' }]);
    expect(hoursSince(at('22:50:00'), at('23:10:00'))).toEqual([
      { date: '20261129', hour: '23' },
      { date: '20261129', hour: '24' },
    ]);
  });

  it('M7: has the fields of the simulated one, in the same forms, under the same hour', () => {
    const history = new CallHistory();
    const atMs = (time: string) => Date.parse(`2026-11-29T${time}Z`);
    history.add({
      customerNumber: '+14155550123',
      callTargetId: '4380',
      callTargetName: 'Support',
      firstPartyCalled: 'customer',
      originalId: 'e58de6e3788241e07',
      id: 'e58de6e3788241e07',
      createdAtMs: atMs('10:00:00'),
      estimatedForMs: atMs('10:30:00'),
      processedAtMs: atMs('10:30:00'),
      endedAtMs: atMs('10:30:20'),
      outcome: 'Unavailable',
      customerHangup: false,
      retryAttempt: 0,
      hasRetry: false,
    });
    expect(history.hour('20261129', '10')).toEqual([]);
    expect(formOf({ data: history.hour('20261129', '11') })).toEqual(formOf(calls));
  });
});

describe("Mindful's published answers to a request for a callback", () => {
  const refusals = answers['requestRefusals'] as string[];

  it('M5: are read: when the callback comes, or why there is none', () => {
    expect(readRequestAnswer(answers['requested'])).toEqual({ kind: 'requested', waitSeconds: 900 });
    const read = refusals.map((status) => readRequestAnswer({ data: [{ status }] }).kind);
    expect(read).toEqual([...requestRefusals.map(() => 'refused'), 'duplicate']);
    expect(readRequestAnswer({ data: [{ status: 'A word that no page has' }] })).toEqual({ kind: 'unknown' });
    expect(readRequestAnswer('<html>')).toEqual({ kind: 'unknown' });
  });

  it('M5: have the fields and the words of the simulated ones', () => {
    const { asks } = scheduler();
    const { status, json } = asks('POST', '/api/widget/w1/request_callback', { contact_number: '+14155550123' });
    expect(status).toBe(200);
    expect(formOf(json, ['callback_request_id'])).toEqual(formOf(answers['requested'], ['callback_request_id']));
    const again = asks('POST', '/api/widget/w1/request_callback', { contact_number: '+14155550123' });
    expect(again).toMatchObject({ status: 400, json: { data: [{ status: 'DuplicateRequest' }] } });
    expect(requestAnswers).toEqual(expect.arrayContaining(refusals));
  });

  it.each([
    ['ContactRequired', {}],
    ['InvalidContact', { contact_number: 'anonymous' }],
  ])('M5: say %s where the simulated Mindful is asked for %j', (refusal, body) =>
    expect(scheduler().asks('POST', '/api/widget/w1/request_callback', body)).toMatchObject({
      status: 400,
      json: { data: [{ status: refusal }] },
    }),
  );
});

describe("Mindful's published answers to a cancellation", () => {
  const refusals = answers['cancelRefusals'] as string[];
  const cancels = (asks: ReturnType<typeof scheduler>['asks']) =>
    asks('POST', '/api/organization/w1/cancel_callback', { contact_number: '+14155550123' }).json;

  it('M6: are read: it is cancelled, or it stands', () => {
    expect(isCanceled(answers['canceled'])).toBe(true);
    expect(refusals.filter((status) => isCanceled({ data: [{ status }] }))).toEqual([]);
    expect(isCanceled({})).toBe(false);
  });

  it('M6: have the fields and the words of the simulated ones', () => {
    const { asks, clock } = scheduler();
    expect(cancels(asks)).toEqual({ data: [{ status: 'InteractionNotFound' }] });
    asks('POST', '/api/widget/w1/request_callback', { contact_number: '+14155550123' });
    const id = ['cancel_callback_request_id'];
    expect(formOf(cancels(asks), id)).toEqual(formOf(answers['canceled'], id));
    for (let request = 0; request < 2; request += 1) {
      asks('POST', '/api/widget/w1/request_callback', { contact_number: '+14155550123' });
      void clock.advance(11);
    }
    expect(cancelAnswers).toEqual(expect.arrayContaining(refusals));
  });
});

/** The Scheduler of a Call Target with a widget, as the simulated Mindful serves it. */
function scheduler() {
  const clock = new VirtualClock(NOON_MS);
  const mindful = new SimulatedMindful({
    clock,
    callTargets: [
      {
        ...{ queue: 'support', number: '+13305550100', host: 'mindful.example.com', headerName: 'x-user-to-user' },
        ...{ firstPartyCalled: 'customer', returnSipUser: 'return', chooseHoldSipUser: 'hold', widgetId: 'w1' },
      },
    ],
    returnLine: { call: () => undefined },
    sipDomainName: 'example.sip.twilio.com',
    paceSeconds: () => 900,
  });
  const headers = { authorization: `Bearer ${mindfulCredentials.widgetToken}` };
  const asks = (method: string, path: string, body: object) =>
    answerApi(mindful, { method, path, headers, body: JSON.stringify(body) });
  return { asks, clock };
}
