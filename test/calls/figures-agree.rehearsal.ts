import { beforeAll, describe, expect, it } from '@jest/globals';
import { localMetrics } from '../../bin/report/local-metrics.ts';
import { monthNamed } from '../../bin/report/month.ts';
import {
  allFigures,
  type FigureName,
  type Figures,
  figureCatalogue,
  figureNames,
} from '../../lib/monitoring/figures.ts';
import { type MetricStore, seriesOf } from '../../local/aws/metrics/metric-store.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import type { FaultName } from '../../local/world/faults/faults.ts';
import { NOON_MS } from '../support/builders.ts';
import { noteTimeouts, staff, useContactCentre } from '../support/contact-centre.ts';
import { Crowd } from '../support/crowd.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { trueFigures } from '../support/true-figures.ts';

const CALLS = 1000;
const SECONDS_BETWEEN = 8;
const GRACE_SECONDS = 300;
const HOUR_MS = 3_600_000;

/** Callers who hold hear the offer three times. */
const policy = {
  returnGraceSeconds: GRACE_SECONDS,
  inQueueOffer: { afterSeconds: 30, everySeconds: 60, atMost: 3 },
};
const centre = useContactCentre({ instances: 3, written: queueWithMindful({ policy, callTarget: { id: '4711' } }) });

/** Twilio and Mindful send these twice, and the second one meets another instance. */
const repeated: FaultName[] = [
  'webhook-repeat-hold-reply',
  'webhook-repeat-transfer-progress',
  'webhook-repeat-sip',
  'webhook-repeat-task-events',
  'webhook-repeat-mindful-events',
];

const calls = new Map<string, CallRecord>();
const unconfirmed = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY };
const isUnconfirmed = (atMs: number) => atMs >= unconfirmed.fromMs && atMs < unconfirmed.toMs;
let timeouts: unknown[];
let books: Figures;
let inReport: Figures;

function keepCalls(): void {
  for (const call of centre().twilio.list()) calls.set(call.callSid, call);
}

function repeats(on: boolean): void {
  for (const fault of repeated) centre().faults.set(fault, on);
}

/** What happens before which call. */
const turns: Record<number, () => unknown> = {
  200: () => centre().mindful.change({ behaviour: 'busy' }),
  210: () => centre().mindful.change({ behaviour: 'normal' }),
  300: () => repeats(true),
  500: () => repeats(false),
  600: () => centre().mindful.change({ behaviour: 'forgets' }),
  620: () => centre().mindful.change({ behaviour: 'normal' }),
  // Nobody hears when Mindful will call, and it calls half an hour late.
  700: () => {
    unconfirmed.fromMs = centre().clock.nowMs();
    centre().mindful.change({ webhook: 'off', callbackAfterSeconds: 2700 });
  },
  730: () => {
    unconfirmed.toMs = centre().clock.nowMs();
    centre().mindful.change({ webhook: 'ani-text', callbackAfterSeconds: null });
  },
  850: () => staff(centre(), 14),
};

beforeAll(async () => {
  const crowd = new Crowd(centre());
  timeouts = noteTimeouts(centre());
  await staff(centre(), 6);
  for (let call = 0; call < CALLS; call += 1) {
    await turns[call]?.();
    crowd.dials('+14155550100');
    for (let second = 0; second < SECONDS_BETWEEN; second += 1) await crowd.second();
    keepCalls();
  }
  for (let minute = 0; minute < 240; minute += 1) {
    await crowd.second();
    await centre().clock.advance(59);
    keepCalls();
  }
  const store = trueFigures({
    ...{ queue: 'support', calls: [...calls.values()], callbacks: centre().mindful.callbacks(), isUnconfirmed },
    forgottenUntilMs: ({ registeredAtMs, dueAtMs }) =>
      dueAtMs + (isUnconfirmed(registeredAtMs) ? 2 * HOUR_MS : GRACE_SECONDS * 1000 + HOUR_MS / 3),
    endsAtMs: centre().clock.nowMs(),
  });
  books = figuresIn(store);
  const month = monthNamed(new Date(NOON_MS).toISOString().slice(0, 7), NOON_MS);
  if (!month) throw new Error('no such month');
  inReport = (await localMetrics(centre().url, month)).figures();
}, 3_600_000);

function figuresIn(store: MetricStore): Figures {
  const time = { fromMs: NOON_MS, toMs: centre().clock.nowMs() + 60_000 };
  return allFigures((metric, statistic) => store.statistic(seriesOf({ metric }), statistic, time));
}

const onDashboard = (): Partial<Figures> => {
  const widgets = centre().monitor.dashboard().widgets;
  const values = widgets.flatMap((widget) => ('values' in widget ? (widget.values ?? []) : []));
  const shown = new Map(values.map(({ label, value }) => [label, value] as const));
  return Object.fromEntries(figureNames.map((name) => [name, shown.get(figureCatalogue[name].label) ?? null]));
};
const inConsole = () => centre().history.view('support')?.offers.figures;

/** Seconds are rounded, and so are a few of a thousand waits to the other side of what was said. */
const tolerances: Partial<Record<FigureName, number>> = { quoteKept: 1, minutesSaved: 10 };

describe('after a thousand calls over three instances', () => {
  it('no function had waited in vain, as on a machine that is too busy for this', () => expect(timeouts).toEqual([]));

  it.each(figureNames)('dashboard, console, report and the simulators say the same of: %s', (name) => {
    const shown = onDashboard()[name] ?? Number.NaN;
    expect([inConsole()?.[name], inReport[name]]).toEqual([shown, shown]);
    expect(Math.abs(shown - (books[name] ?? Number.NaN))).toBeLessThanOrEqual(tolerances[name] ?? 0);
  });

  it('nothing was always so, or never', () => {
    for (const name of ['takeRate', 'quoteKept', 'promiseKept', 'onTime'] as const) {
      expect(books[name]).toBeGreaterThan(0);
      expect(books[name]).toBeLessThan(100);
    }
    const repeated = [...calls.values()].filter(
      ({ transcript }) => transcript.filter(({ kind, text }) => kind === 'says' && /press 1/.test(text)).length > 1,
    );
    expect(repeated.length).toBeGreaterThan(50);
  });
});
