import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HourlyMetrics } from '../../../bin/report/hourly-metrics.ts';
import { monthNamed } from '../../../bin/report/month.ts';
import { reportPage } from '../../../bin/report/page.ts';
import type { MetricName } from '../../../lambdas/log/metric-catalogue.ts';
import costs from '../../../lib/monitoring/costs.json' with { type: 'json' };
import { configuration } from '../../support/builders.ts';

const NOON = Date.UTC(2026, 10, 3, 12);
const month = monthNamed('2026-11', 0);
if (!month) throw new Error('no month');

const metric = (name: MetricName, hours: [atMs: number, sum: number, count?: number][]) => ({
  source: { metric: name },
  hours: hours.map(([fromMs, sum, count = sum]) => ({ fromMs, sum, count })),
});

/** Two hundred calls at noon, and a bad hour after it. */
const hours = new HourlyMetrics([
  metric('CallArrived', [
    [NOON, 200],
    [NOON + 3_600_000, 50],
  ]),
  metric('OfferMade', [[NOON, 80]]),
  metric('OfferAccepted', [[NOON, 60]]),
  metric('CallbackReturned', [[NOON, 50]]),
  metric('CallbackLost', [[NOON + 3_600_000, 2]]),
  metric('TimeSaved', [[NOON, 36_000, 50]]),
  metric('QuoteKept', [[NOON, 9, 10]]),
  metric('CallerGaveUp', [[NOON + 3_600_000, 17]]),
  { source: { lambda: 'voice', metric: 'Invocations' }, hours: [{ fromMs: NOON, sum: 2_000_000, count: 1 }] },
]);

const page = reportPage({ name: 'prod', configuration: configuration(), month, hours });
const cards = Object.fromEntries(
  [...page.matchAll(/<strong>([^<]*)<\/strong><span>([^<]*)</g)].map(([, value, label]) => [label, value]),
);

describe('the page of a month', () => {
  it('shows each figure as it is defined', () =>
    expect(cards).toEqual({
      Offered: '80',
      Accepted: '60',
      'Take rate, %': '75',
      'Quotes kept, %': '90',
      'Promises kept, %': '96',
      'Minutes saved': '600',
      'Called back on time, %': '–',
    }));

  it('names the hour in which most callers gave up', () =>
    expect(page).toContain('Tue 3 Nov, 13:00 to 14:00</th><td>17</td><td>0</td><td>2</td><td>0</td><td>–</td>'));

  it('names the month in words', () => expect(page).toContain('<h1>Callbacks in November 2026</h1>'));

  it('says what it cost', () =>
    expect(page).toContain(`${(costs.monthUsd + 2 * costs.webhooksMillionUsd).toFixed(2)} USD in AWS`));

  it('is one file that asks nobody for anything', () => expect(page).not.toMatch(/(src|href)=|@import|url\(/));

  it('says so when the month was empty', () => {
    const empty = reportPage({ name: 'prod', configuration: configuration(), month, hours: new HourlyMetrics([]) });
    expect(empty).toContain('Nothing was counted in this month.');
    expect(empty).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('takes its prices from docs/operations.md', () => {
    const runbook = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
    expect(runbook).toContain(
      `| **together** | **${costs.webhooksMillionUsd}** | | **together** | **${costs.monthUsd}** |`,
    );
    expect(runbook).toContain(`Each further queue costs ${costs.furtherQueueUsd} USD a month`);
  });
});

describe('a month', () => {
  it.each([
    ['2026-11', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    [undefined, '2025-12-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
  ])('%s', (name, from, to) => {
    const { fromMs = 0, toMs = 0 } = monthNamed(name, Date.UTC(2026, 0, 31)) ?? {};
    expect([new Date(fromMs).toISOString(), new Date(toMs).toISOString()]).toEqual([from, to]);
  });

  it.each(['2026-13', '2026-1', 'november', '26-11'])('is not %s', (name) =>
    expect(monthNamed(name, 0)).toBeUndefined(),
  );
});
