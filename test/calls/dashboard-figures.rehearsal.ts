import { beforeAll, describe, expect, it } from '@jest/globals';
import { businessDashboard } from '../../lib/monitoring/business-dashboard.ts';
import { type MetricStore, seriesOf } from '../../local/aws/metrics/metric-store.ts';
import type { CallbackView } from '../../local/mindful/callback.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { type SceneName, sceneNames, scenes } from '../../local/world/scenes/scenes.ts';
import { NOON_MS } from '../support/builders.ts';
import { useContactCentre } from '../support/contact-centre.ts';
import { Crowd } from '../support/crowd.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { trueFigures } from '../support/true-figures.ts';

const HOUR_MS = 60 * 60 * 1000;
const GRACE_SECONDS = 300;
const SECONDS_BETWEEN = 80;
const policy = { returnGraceSeconds: GRACE_SECONDS, inQueueOffer: { afterSeconds: 60, everySeconds: 180, atMost: 2 } };
const centre = useContactCentre({ written: queueWithMindful({ policy, callTarget: { id: '4711' } }) });

const peak = { agents: 4, handleSeconds: 180, callsPerMinute: 1.6, acceptShare: 0.6 };
const calls = new Map<string, CallRecord>();
const returnCallsSeen = new Set<string>();
const unconfirmed = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY };

/** What was estimated and announced when the minute was sampled, and how many waited at home then. */
const sampled: MetricSamples = { EstimatedWait: [], QuoteGap: [], OpenCallbacks: [] };
type MetricSamples = Record<'EstimatedWait' | 'QuoteGap' | 'OpenCallbacks', number[]>;

/** No scene of the day: test/calls/not-picked-up.test.ts and alarms-of-calls.rehearsal.ts have those. */
const elsewhere = ['CallbackNoAnswer', 'TurnedAway'];

let crowd: Crowd;
let truth: MetricStore;
let customersHangUp = false;

const isUnconfirmed = (registeredAtMs: number) =>
  registeredAtMs >= unconfirmed.fromMs && registeredAtMs < unconfirmed.toMs;

/** Until when a callback is believed in that Mindful has forgotten. */
function forgottenUntilMs({ registeredAtMs, dueAtMs }: Pick<CallbackView, 'registeredAtMs' | 'dueAtMs'>): number {
  // A confirmed one is looked up twice in Mindful's history, twenty minutes apart, before it is given up.
  return dueAtMs + (isUnconfirmed(registeredAtMs) ? 2 * HOUR_MS : GRACE_SECONDS * 1000 + HOUR_MS / 3);
}

/** Every caller of the crowd does something else; scenes bring their own. */
async function minutes(count: number): Promise<void> {
  for (let second = 0; second < count * 60; second += 1) {
    if (second % SECONDS_BETWEEN === 0) crowd.dials('+14155550100');
    await crowd.second();
    if (second % 5 === 0) hangUpOnReturnCalls();
  }
}

/** Looks at each minute right after its sample, also while a scene empties the floor. */
async function keepLooking(): Promise<void> {
  centre().clock.after(60, keepLooking);
  await look();
}

async function look(): Promise<void> {
  const { twilio, sampling, mindful, clock } = centre();
  for (const call of twilio.list()) calls.set(call.callSid, call);
  const snapshot = await sampling.snapshot('support');
  if (!snapshot) throw new Error('there is no snapshot');
  const { wait, mindful: status } = snapshot;
  if (wait) sampled.EstimatedWait.push(wait.quoteSeconds);
  if (wait && status?.kind === 'offering') sampled.QuoteGap.push((status.ecbtSeconds ?? 0) - wait.quoteSeconds);
  const { length } = mindful.callbacks().filter(({ state, registeredAtMs, dueAtMs }) => {
    if (state === 'forgotten') return clock.nowMs() < forgottenUntilMs({ registeredAtMs, dueAtMs });
    return state === 'waiting' || state === 'calling-customer';
  });
  sampled.OpenCallbacks.push(length);
}

/** Every second customer loses patience before an agent has come; Mindful calls again. */
function hangUpOnReturnCalls(): void {
  if (!customersHangUp) return;
  const holding = centre()
    .twilio.list()
    .filter(({ to, where }) => to.startsWith('sip:return-') && where.startsWith('holding'));
  for (const { callSid } of holding) {
    if (returnCallsSeen.has(callSid)) continue;
    returnCallsSeen.add(callSid);
    if (returnCallsSeen.size % 2 === 1) centre().twilio.hangUp(callSid);
  }
}

async function scene(name: SceneName): Promise<void> {
  await centre().sceneRunner.start(name);
  centre().liveClock.setSpeed(0);
  await minutes(scenes[name].minutes);
}

/** What no scene has: callbacks that nobody keeps, that nobody confirms, that customers decline or hang up on. */
async function badLuck(): Promise<void> {
  const { mindful, floors, clock } = centre();
  floors.get('support')?.change(peak);
  for (const behaviour of ['choose-hold', 'answers-and-hangs-up', 'normal', 'forgets'] as const) {
    mindful.change({ behaviour });
    await minutes(10);
  }
  unconfirmed.fromMs = clock.nowMs();
  mindful.change({ webhook: 'off' });
  await minutes(10);
  mindful.change({ behaviour: 'normal', webhook: 'ani-text', retries: 1, retryAfterSeconds: 120 });
  unconfirmed.toMs = clock.nowMs();
  customersHangUp = true;
  await minutes(20);
  customersHangUp = false;
}

/** Everybody is served, and what nobody kept lapses. */
async function evening(): Promise<void> {
  centre().floors.get('support')?.change({ agents: 20, callsPerMinute: 0 });
  await centre().clock.advance(300 * 60);
}

beforeAll(async () => {
  crowd = new Crowd(centre());
  await keepLooking();
  for (const name of sceneNames) await scene(name);
  await badLuck();
  await evening();
  truth = trueFigures({
    ...{ queue: 'support', calls: [...calls.values()], callbacks: centre().mindful.callbacks() },
    ...{ isUnconfirmed, forgottenUntilMs, endsAtMs: centre().clock.nowMs() },
  });
}, 1_800_000);

const wholeDay = () => ({ fromMs: NOON_MS, toMs: centre().clock.nowMs() + 60_000 });

/** A week lies between two scenes, and a dashboard of the last 24 hours shows what came after the last one. */
const sinceLastScene = () => ({ ...wholeDay(), fromMs: centre().clock.unbrokenSinceMs });

/** Every number and curve of the dashboard, but for the shares of two others and what the sampler itself says. */
const figures = businessDashboard
  .flatMap((widget) => ('figures' in widget ? widget.figures : []))
  .flatMap((figure) => ('metric' in figure && !(figure.metric in sampled) ? [figure] : []));

const counts = figures.filter(({ metric, statistic }) => statistic === 'Sum' && metric !== 'TimeSaved');
const amounts = figures.filter((figure) => !counts.includes(figure));

function valueIn(
  store: MetricStore,
  { metric, statistic }: Pick<(typeof figures)[number], 'metric' | 'statistic'>,
  time = wholeDay(),
): number | undefined {
  const queue = metric === 'ActualWait' || metric === 'QuoteError' ? 'support' : undefined;
  return store.statistic(seriesOf({ metric }, queue), statistic, time);
}

describe('after a day of scenes, the dashboard says what the simulator knows', () => {
  it.each(counts)('of how often: $metric', (figure) =>
    expect(valueIn(centre().monitor.store, figure)).toBe(valueIn(truth, figure)),
  );

  it.each(amounts)('of how long or how well: $metric, $statistic', (figure) => {
    const [told, known] = [valueIn(centre().monitor.store, figure), valueIn(truth, figure)];
    if (told === undefined || known === undefined) throw new Error('this did not happen');
    // A figure that is added up may be wrong by two seconds for each time that it was measured.
    const times = figure.statistic === 'Sum' ? (valueIn(truth, { ...figure, statistic: 'SampleCount' }) ?? 0) : 1;
    const tolerance = figure.metric === 'QuoteKept' ? 0.01 : 2;
    expect(Math.abs(told - known)).toBeLessThanOrEqual(tolerance * times);
  });

  it('of estimates, announcements and people at home in each minute', () => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const told = (metric: keyof MetricSamples, queue?: string) =>
      centre().monitor.store.statistic(seriesOf({ metric }, queue), 'Average', wholeDay()) ?? Number.NaN;
    expect(Math.abs(told('EstimatedWait', 'support') - mean(sampled.EstimatedWait))).toBeLessThan(2);
    expect(Math.abs(told('QuoteGap') - mean(sampled.QuoteGap))).toBeLessThan(2);
    expect(told('OpenCallbacks') / mean(sampled.OpenCallbacks)).toBeCloseTo(1, 1);
  });

  it('of why callers were not asked', () => {
    const { widgets } = centre().monitor.dashboard();
    const reasons = widgets.flatMap((widget) => ('counts' in widget ? (widget.counts ?? []) : []));
    const { fromMs } = sinceLastScene();
    const callers = [...calls.values()].filter(({ to, startedAtMs }) => to === '+14155550100' && startedAtMs >= fromMs);
    const notAsked = callers.filter(({ webhooks }) => !/<Gather/.test(webhooks[0]?.body ?? ''));
    expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(notAsked.length);
  });

  it('and shows these very numbers', () => {
    const values = centre()
      .monitor.dashboard()
      .widgets.flatMap((widget) => ('values' in widget ? (widget.values ?? []) : []));
    const shown = Object.fromEntries(values.map(({ label, value }) => [label, value]));
    const known = (metric: (typeof figures)[number]['metric']) =>
      valueIn(truth, { metric, statistic: 'Sum' }, sinceLastScene()) ?? 0;
    expect(known('CallArrived')).toBeLessThan(valueIn(truth, { metric: 'CallArrived', statistic: 'Sum' }) ?? 0);
    expect(shown).toMatchObject({ Calls: known('CallArrived'), 'Gave up in the queue': known('CallerGaveUp') });
    expect(shown['Take rate, %']).toBeCloseTo((100 * known('OfferAccepted')) / known('OfferMade'), 6);
    expect(Math.abs((shown['Minutes saved'] ?? 0) - known('TimeSaved') / 60)).toBeLessThan(5);
  });

  it('and everything happened that it tells', () => {
    const names = [...new Set(figures.map(({ metric }) => metric))].filter((name) => !elsewhere.includes(name));
    const missing = names.filter((metric) => valueIn(truth, { metric, statistic: 'SampleCount' }) === undefined);
    expect(missing).toEqual([]);
  });
});
