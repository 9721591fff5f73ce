import { beforeAll, describe, expect, it } from '@jest/globals';
import type { MetricName } from '../../lambdas/log/metric-catalogue.ts';
import { businessDashboard } from '../../lib/monitoring/business-dashboard.ts';
import { seriesOf } from '../../local/aws/metrics/metric-store.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { NOON_MS } from '../support/builders.ts';
import { noteTimeouts, staff, useContactCentre } from '../support/contact-centre.ts';
import { Crowd } from '../support/crowd.ts';
import { reachedAgents, whatHappened } from '../support/what-happened.ts';

const CALLS = 1000;
const SECONDS_BETWEEN = 8;

const centre = useContactCentre();
let crowd: Crowd;
let timeouts: unknown[];

/** Every call there was: the simulator forgets those that ended long ago. */
const calls = new Map<string, CallRecord>();
const allCalls = () => [...calls.values()];

function keepCalls(): void {
  for (const call of centre().twilio.list()) calls.set(call.callSid, call);
}

/** A busy afternoon: too few agents at first, Mindful busy now and then, Twilio repeating its webhooks for a while. */
async function afternoon(): Promise<void> {
  const { faults, mindful } = centre();
  crowd = new Crowd(centre());
  timeouts = noteTimeouts(centre());
  await staff(centre(), 6);
  for (let call = 0; call < CALLS; call += 1) {
    if (call === 300) faults.set('webhook-repeat', true);
    if (call === 500) faults.set('webhook-repeat', false);
    if (call === 600 || call === 850) mindful.change({ behaviour: 'busy' });
    if (call === 610 || call === 860) mindful.change({ behaviour: 'normal' });
    if (call === 700) await staff(centre(), 12);
    crowd.dials('+14155550100');
    for (let second = 0; second < SECONDS_BETWEEN; second += 1) await crowd.second();
    keepCalls();
  }
  for (let minute = 0; minute < 60; minute += 1) {
    await crowd.second();
    await centre().clock.advance(59);
    keepCalls();
  }
}

beforeAll(afternoon, 600_000);

const during = () => ({ fromMs: NOON_MS, toMs: centre().clock.nowMs() + 60_000 });
const counted = (metric: MetricName, queue?: string) =>
  centre().monitor.store.statistic(seriesOf({ metric }, queue), queue ? 'SampleCount' : 'Sum', during()) ?? 0;

describe('after a thousand calls of all kinds', () => {
  it('no function had waited in vain, as on a machine that is too busy for this', () => expect(timeouts).toEqual([]));

  it('every count says what the simulator knows, and nothing was counted twice', () => {
    const truth = whatHappened(allCalls());
    const counts = Object.fromEntries(Object.keys(truth).map((name) => [name, counted(name as MetricName)]));
    expect(counts).toEqual(truth);
    expect(counts['CallArrived']).toBe(CALLS);
    expect(Object.values(truth).filter((count) => count < 2)).toEqual([]);
  });

  it('every caller who reached an agent tells the real wait once', () =>
    expect(counted('ActualWait', 'support')).toBe(reachedAgents(allCalls())));

  it('every caller without an offer before the queue has a reason', () => {
    const { widgets } = centre().monitor.dashboard();
    const reasons = widgets.flatMap((widget) => ('counts' in widget ? (widget.counts ?? []) : []));
    const asked = crowd.records.filter(({ webhooks }) => /<Gather/.test(webhooks[0]?.body ?? '')).length;
    expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(CALLS - asked);
  });

  it('the business dashboard shows these numbers', () => {
    const values = centre()
      .monitor.dashboard()
      .widgets.flatMap((widget) => ('values' in widget ? (widget.values ?? []) : []));
    const shown = Object.fromEntries(values.map(({ label, value }) => [label, value]));
    const truth = whatHappened(allCalls());
    expect(shown).toMatchObject({
      Calls: CALLS,
      Offered: truth.OfferMade,
      Accepted: truth.OfferAccepted,
      Transferred: truth.TransferAnswered,
      'Called back': truth.CallbackReturned,
      'Answered by an agent': truth.CallbackAnswered,
      'Transfer failed': truth.TransferFailed,
    });
    expect(shown['Take rate, %']).toBeCloseTo((100 * (truth.OfferAccepted ?? 0)) / (truth.OfferMade ?? 0), 6);
    expect(shown['Minutes saved']).toBeGreaterThan(100);
  });

  it('every number and curve that managers see was really counted, but for what did not happen', () => {
    const didNotHappen = [
      ...['CallbackAbandoned', 'CallbackExpired', 'CallbackLost', 'CallbackNoAnswer', 'ChoseHold'],
      ...['QuoteGap', 'TurnedAway'],
    ];
    const counted = centre().monitor.store.names();
    const drawn = businessDashboard.flatMap((widget) => ('figures' in widget ? widget.figures : []));
    const missing = drawn.flatMap((figure) => {
      const names = 'part' in figure ? [...figure.part, ...figure.whole] : [figure.metric];
      return names.filter((name) => !counted.some((series) => series.split('/')[1] === name));
    });
    expect([...new Set(missing)].sort()).toEqual(didNotHappen);
  });

  it('no alarm rang: it was a busy afternoon, no more', () =>
    expect(centre().monitor.alarmsRaised({ fromMs: NOON_MS, toMs: centre().clock.nowMs() })).toEqual([]));

  it('no call heard what Twilio would have logged as an error', () =>
    expect(crowd.records.flatMap(({ faults }) => faults)).toEqual([]));
});
