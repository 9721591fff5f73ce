import { describe, expect, it } from '@jest/globals';
import type { Measurement, MetricName } from '../../lambdas/log/metric-catalogue.ts';
import { voiceHandler } from '../../lambdas/runtime/voice-handler.ts';
import { keepPromises } from '../../lambdas/sampling/promised-callbacks.ts';
import type { QueueResult } from '../../local/twilio/calls/call-faults.ts';
import type { SipPeer } from '../../local/twilio/sip-peer.ts';
import { alice, callbackRecord, configuration, NOON_MS, queueConfig, snapshot } from '../support/builders.ts';
import { lambdaContext, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { quickCentre } from '../support/quick-centre.ts';
import { signedEvent } from '../support/signed-event.ts';

const HOURS_MS = 60 * 60 * 1000;
const refuses: SipPeer = { invite: (_, leg) => leg.refuse(503) };
const inQueueOffer = { afterSeconds: 30, everySeconds: 600, atMost: 1 };

type Centre = ReturnType<typeof quickCentre>;

/** The values of a metric, in the order in which they were measured. */
function measured({ log }: Centre, name: MetricName): number[] {
  const measurements = log.lines.flatMap((line) => line.measurements);
  return measurements.filter((measurement) => measurement.name === name).map(({ value = 1 }) => value);
}

function sample({ table, clock }: Centre, waitSeconds: number, highSeconds = waitSeconds): void {
  const wait = { quoteSeconds: waitSeconds, offerSeconds: waitSeconds, quoteHighSeconds: highSeconds };
  table.state.snapshot = snapshot(waitSeconds, { sampledAtMs: clock.nowMs(), wait });
}

function dial(centre: Centre) {
  const record = centre.twilio.get(centre.twilio.call({ from: alice, to: '+14155550100' }).callSid);
  if (!record) throw new Error('no such call');
  return record;
}

/** Somebody who came while the wait was short, and says yes to the offer on hold. */
async function acceptsOnHold(mindful: SipPeer) {
  const centre = quickCentre(configuration({ inQueueOffer }), mindful);
  const call = dial(centre);
  await centre.clock.advance(40);
  for (let second = 0; second < 600 && !call.where.startsWith('choosing'); second += 1) {
    sample(centre, 900);
    await centre.clock.advance(1);
  }
  centre.twilio.press(call.callSid, '1');
  await centre.clock.advance(60);
  return { centre, call };
}

describe('callers who gave up in the queue', () => {
  it('are not those who left it for a callback', async () => {
    const { centre, call } = await acceptsOnHold({
      invite: (_, leg) => {
        leg.ring();
        leg.answer();
      },
    });
    expect(call.where).toBe('at Mindful');
    expect(measured(centre, 'OfferAccepted')).toEqual([1]);
    expect(measured(centre, 'CallerGaveUp')).toEqual([]);
  });

  it('are those who hang up after a callback could not be arranged, once', async () => {
    const { centre, call } = await acceptsOnHold(refuses);
    expect(call.where).toMatch(/^holding/);
    centre.twilio.hangUp(call.callSid);
    await centre.clock.advance(5);
    expect(measured(centre, 'CallerGaveUp')).toEqual([1]);
  });
});

describe('the real wait', () => {
  it('of a caller who was queued again began when the caller was queued first', async () => {
    const centre = quickCentre(configuration({ offers: 'off', taskTimeoutSeconds: 600 }), refuses);
    dial(centre);
    await centre.clock.advance(1000);
    centre.staff(1);
    await centre.clock.advance(100);
    const [waited = 0, ...others] = measured(centre, 'ActualWait');
    expect(others).toEqual([]);
    expect(waited).toBeGreaterThanOrEqual(1000);
    expect(waited).toBeLessThan(1010);
  });
});

describe('the quote of a caller whose yes could not be taken', () => {
  it('is still the range that was spoken', async () => {
    const centre = quickCentre(configuration(), refuses);
    sample(centre, 290, 400);
    const call = dial(centre);
    await centre.clock.advance(5);
    expect(call.transcript.some(({ text }) => text.includes('between 5 minutes and 7 minutes'))).toBe(true);
    centre.table.state.breaker = { openUntilMs: centre.clock.nowMs() + 60_000 };
    centre.twilio.press(call.callSid, '1');
    await centre.clock.advance(20);
    const spoken = { kind: 'between', fromMinutes: 5, toMinutes: 7 };
    expect(centre.tasks()).toMatchObject([{ attributes: { quote: { waitSeconds: 290, spoken } } }]);
    centre.staff(1);
    await centre.clock.advance(400);
    expect(measured(centre, 'QuoteKept')).toEqual([1]);
  });
});

describe('the quote of a caller who is queued again', () => {
  it('is still to be kept by a queue that was full', async () => {
    const results: (QueueResult | undefined)[] = ['queue-full', 'queue-full', undefined];
    const centre = quickCentre(configuration(), refuses, { queueResult: () => results.shift() });
    sample(centre, 290, 400);
    const call = dial(centre);
    for (let second = 0; second < 120; second += 1) {
      if (call.where === 'choosing') centre.twilio.press(call.callSid, '2');
      await centre.clock.advance(1);
    }
    const spoken = { kind: 'between', fromMinutes: 5, toMinutes: 7 };
    expect(centre.tasks()).toMatchObject([{ attributes: { quote: { waitSeconds: 290, spoken } } }]);
  });

  it('is held against the whole wait when the task was lost', async () => {
    const centre = quickCentre(configuration({ taskTimeoutSeconds: 600, inQueueOffer: { atMost: 0 } }), refuses);
    sample(centre, 290, 400);
    dial(centre);
    await centre.clock.advance(1000);
    centre.staff(1);
    await centre.clock.advance(60);
    expect(measured(centre, 'QuoteKept')).toEqual([0]);
    const [error = 0] = measured(centre, 'QuoteError');
    expect(Math.abs(error - (290 - 1000))).toBeLessThan(30);
  });
});

describe('the quote that a Studio flow speaks', () => {
  it('goes on as the range that it is', async () => {
    const { table, queueStates, callbacks } = memoryTable();
    const wait = { quoteSeconds: 290, offerSeconds: 290, quoteHighSeconds: 400 };
    table.state.snapshot = snapshot(290, { wait });
    const handler = voiceHandler(services({ queueStates, callbacks }), () => {});
    const { body } = await handler(signedEvent('wait-time', { form: { From: alice } }), lambdaContext());
    expect(JSON.parse(body ?? '')).toMatchObject({
      phrase: 'between 5 minutes and 7 minutes',
      transferUrl: expect.stringMatching(/transfer\?wait=290&high=420#/),
    });
  });
});

describe('the time that a callback saved', () => {
  it('is never below nothing, even when a clock was put back', async () => {
    const centre = quickCentre(configuration(), refuses);
    const record = callbackRecord({ status: 'registered', acceptedAtMs: NOON_MS + 300_000 });
    centre.table.records.set(`${record.caller} ${record.queue}`, record);
    centre.twilio.sipCall({
      ...{ to: 'sip:return-support@local.sip.twilio.com', from: 'sip:+13305550100@54.165.17.177' },
      ...{ sourceIp: '54.165.17.177', headers: { 'x-user-to-user': alice } },
    });
    await centre.clock.advance(5);
    expect(measured(centre, 'CallbackReturned')).toEqual([1]);
    expect(measured(centre, 'TimeSaved')).toEqual([0]);
  });
});

describe('callbacks that lapsed', () => {
  it.each([
    ['transferred', 1],
    ['returned', 0],
  ] as const)('of which the last that was heard is "%s" count as never called back %d times', async (status, times) => {
    const { callbacks, table } = memoryTable();
    const record = callbackRecord({ status });
    table.records.set(`${record.caller} ${record.queue}`, record);
    const nowMs = NOON_MS + 3 * HOURS_MS;
    const never = () => Promise.reject(new Error('not asked here'));
    const measurements: Measurement[] = [];
    await keepPromises([{ ...queueConfig(), open: [record] }], {
      callbacks,
      scheduler: { widgetStatus: never, callbackStatus: never, cancelCallback: never },
      mindfulApi: { hasCredentials: async () => false, endedCalls: never },
      tasks: { find: never, listWaiting: never, create: never, read: never, change: never },
      nowMs: () => nowMs,
      write: (line) => void measurements.push(...line.measurements),
      warn: () => {},
      hasTime: () => true,
    });
    expect(measurements).toEqual(times === 0 ? [] : [{ name: 'CallbackExpired', value: times }]);
    expect((await callbacks.find(alice, 'support'))?.status).toBe('expired');
  });
});
