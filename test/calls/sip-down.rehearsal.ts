import { describe, expect, it } from '@jest/globals';
import type { MetricName } from '../../lambdas/log/metric-catalogue.ts';
import { seriesOf } from '../../local/aws/metrics/metric-store.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber } from '../support/phone.ts';

const HOUR_SECONDS = 3600;
const SECONDS_BETWEEN = 16;
/** Nobody holds for longer; the agents come after the hour. */
const PATIENCE_MS = 90_000;
const YES = /We will call you back/;

/** An hour of a peak in which Mindful's telephony answers nobody; every caller who is asked says yes. */
function theHour(registerBy: 'transfer' | 'transfer-then-api') {
  const centre = useContactCentre({
    written: queueWithMindful({ policy: { registerBy }, callTarget: { id: '4711' } }),
  });
  const calls = new Map<string, CallRecord>();
  const keepCalls = () => {
    for (const call of centre().twilio.list()) calls.set(call.callSid, call);
  };

  return async () => {
    const { mindful, clock, twilio } = centre();
    mindful.change({ behaviour: 'unreachable', callbackAfterSeconds: 900 });
    await forceWait(centre(), 600);
    const sinceMs = clock.nowMs();
    for (let second = 0; second < HOUR_SECONDS; second += SECONDS_BETWEEN) {
      const { callSid } = twilio.call({ from: newNumber(), to: '+14155550100' });
      await clock.advance(3);
      twilio.press(callSid, '1');
      await clock.advance(SECONDS_BETWEEN - 3);
      keepCalls();
      for (const call of calls.values()) {
        const isTired = clock.nowMs() - call.startedAtMs > PATIENCE_MS && call.where.startsWith('holding');
        if (isTired) twilio.hangUp(call.callSid);
      }
    }
    await clock.advance(120);
    keepCalls();
    const counted = (metric: MetricName) =>
      centre().monitor.store.statistic(seriesOf({ metric }), 'Sum', {
        fromMs: sinceMs,
        toMs: clock.nowMs() + 60_000,
      }) ?? 0;
    const [accepted, confirmed] = [counted('OfferAccepted'), counted('CallbackRegistered')];
    await staff(centre(), 60);
    for (let minute = 0; minute < 60; minute += 1) {
      await clock.advance(60);
      keepCalls();
    }
    const all = [...calls.values()];
    const callers = all.filter(({ to }) => to === '+14155550100');
    const toldYes = callers.filter(({ transcript }) => transcript.some(({ text }) => YES.test(text)));
    const known = new Map(mindful.callbacks().map((callback) => [callback.customerNumber, callback]));
    const toldBefore = toldYes.filter(({ from, transcript }) => {
      const told = transcript.find(({ text }) => YES.test(text))?.atMs ?? 0;
      return (known.get(from)?.registeredAtMs ?? Number.POSITIVE_INFINITY) > told;
    });
    const returned = all
      .filter(({ to }) => to.startsWith('sip:return-'))
      .map(({ webhooks }) => webhooks[0]?.parameters?.['SipHeader_x-user-to-user']);
    return {
      ...{ callers: callers.length, accepted, confirmed, share: confirmed / accepted },
      ...{ toldYes: toldYes.length, toldWithoutConfirmation: toldBefore.length },
      ...{ calledTwice: returned.length - new Set(returned).size, returned: returned.length },
    };
  };
}

describe("an hour of a peak without Mindful's telephony", () => {
  describe('by transfers alone', () => {
    const hour = theHour('transfer');

    it('confirms the callback of nobody who accepts', async () => {
      const figures = print(await hour());
      expect(figures.accepted).toBeGreaterThan(0);
      expect(figures).toMatchObject({ confirmed: 0, toldYes: 0, returned: 0 });
    }, 600_000);
  });

  describe('with the API behind the transfers', () => {
    const hour = theHour('transfer-then-api');

    it('confirms at least 99 of a hundred, calls nobody twice and tells nobody yes without a confirmation', async () => {
      const { accepted, share, confirmed, ...rest } = print(await hour());
      expect(accepted).toBeGreaterThan(200);
      expect(share).toBeGreaterThanOrEqual(0.99);
      expect(rest).toMatchObject({
        toldYes: confirmed,
        toldWithoutConfirmation: 0,
        calledTwice: 0,
        returned: confirmed,
      });
    }, 600_000);
  });
});

function print<Figures extends object>(figures: Figures): Figures {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  return figures;
}
