import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type MetricDataRequest, type MetricDataResult, startMetricsEndpoint } from '../../support/metrics-endpoint.ts';
import { runCommand } from '../../support/run-command.ts';

const NOON = Date.UTC(2026, 10, 3, 12) / 1000;

/** What CloudWatch keeps, by metric: hours with sum and number of values. */
type Kept = Record<string, [atSeconds: number, sum: number, count: number][]>;

const requests: MetricDataRequest[] = [];
let kept: Kept = {};
/** Hours to a page. */
let pageSize = 500;
let statusOf = (_id: string, isLast: boolean): string => (isLast ? 'Complete' : 'PartialData');
let endpoint: Awaited<ReturnType<typeof startMetricsEndpoint>>;

beforeAll(async () => {
  endpoint = await startMetricsEndpoint((request) => {
    requests.push(request);
    const from = Number(request.NextToken ?? 0);
    const all = request.MetricDataQueries.map(({ Id, MetricStat: { Stat, Metric } }) => {
      const hours = kept[`${Metric.Namespace}/${Metric.MetricName}`] ?? [];
      const page = hours.slice(from, from + pageSize);
      const StatusCode = statusOf(Id, hours.length <= from + pageSize);
      return {
        ...{ Id, StatusCode, Timestamps: page.map(([at]) => at) },
        Values: page.map(([, sum, count]) => (Stat === 'Sum' ? sum : count)),
      } satisfies MetricDataResult;
    });
    const isLast = Object.values(kept).every((hours) => hours.length <= from + pageSize);
    return { MetricDataResults: all, ...(!isLast && { NextToken: String(from + pageSize) }) };
  });
});
afterAll(() => endpoint.stop());

const folder = mkdtempSync(join(tmpdir(), 'report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function report(): Promise<{ cards: Record<string, string>; page: string; errors: string }> {
  const out = join(folder, 'page.html');
  rmSync(out, { force: true });
  const { status, errors } = await runCommand('report', ['--month', '2026-11', '--stage', 'example', '--out', out], {
    AWS_ENDPOINT_URL_CLOUDWATCH: endpoint.origin,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  const page = status === 0 ? readFileSync(out, 'utf8') : '';
  const cards = [...page.matchAll(/<strong>([^<]*)<\/strong><span>([^<]*)</g)].map(([, value, label]) => [
    label,
    value,
  ]);
  return { cards: Object.fromEntries(cards), page, errors };
}

beforeEach(() => {
  requests.length = 0;
  pageSize = 500;
  statusOf = (_id, isLast) => (isLast ? 'Complete' : 'PartialData');
  kept = {
    'FlexMindfulCallback/CallArrived': [0, 1, 2].map((hour) => [NOON + hour * 3600, 100, 100]),
    'FlexMindfulCallback/OfferMade': [0, 1, 2].map((hour) => [NOON + hour * 3600, 20, 20]),
    'FlexMindfulCallback/OfferAccepted': [[NOON, 15, 15]],
    'FlexMindfulCallback/QuoteKept': [
      [NOON, 9, 10],
      [NOON + 7200, 27, 30],
    ],
    'FlexMindfulCallback/TimeSaved': [[NOON, 9000, 15]],
    'AWS/Lambda/Invocations': [[NOON, 500_000, 500_000]],
  };
});

describe("a month from CloudWatch's answers", () => {
  it('asks for sums and numbers of values by the hour, for the whole month of the stage', async () => {
    await report();
    const [{ MetricDataQueries = [], StartTime = 0, EndTime = 0 } = {}] = requests;
    expect([StartTime, EndTime].map((seconds) => new Date(seconds * 1000).toISOString())).toEqual([
      '2026-11-01T00:00:00.000Z',
      '2026-12-01T00:00:00.000Z',
    ]);
    expect(new Set(MetricDataQueries.map(({ MetricStat }) => `${MetricStat.Stat} ${MetricStat.Period}`))).toEqual(
      new Set(['Sum 3600', 'SampleCount 3600']),
    );
    const dimensions = MetricDataQueries.flatMap(({ MetricStat }) => MetricStat.Metric.Dimensions);
    expect(new Set(dimensions.map(({ Name, Value }) => `${Name} ${Value}`))).toEqual(
      new Set(['Stage example', 'FunctionName callback-example-voice', 'FunctionName callback-example-events']),
    );
    expect(new Set(MetricDataQueries.map(({ Id }) => Id)).size).toBe(MetricDataQueries.length);
    for (const { Id } of MetricDataQueries) expect(Id).toMatch(/^[a-z]\w{0,254}$/);
  }, 60_000);

  it.each([500, 2, 1])(
    'adds up what comes on pages of %s hours',
    async (size) => {
      pageSize = size;
      const { cards, page } = await report();
      expect(cards).toMatchObject({ Offered: '60', Accepted: '15', 'Take rate, %': '25', 'Quotes kept, %': '90' });
      expect(cards).toMatchObject({ 'Minutes saved': '150', 'Promises kept, %': '–' });
      expect(page).toContain('1,000,000 webhooks');
      expect(requests).toHaveLength(Math.ceil(3 / size));
    },
    60_000,
  );

  it('is empty where nothing was ever counted', async () => {
    kept = {};
    expect((await report()).page).toContain('Nothing was counted in this month.');
  }, 60_000);

  it.each(['InternalError', 'Forbidden', 'PartialData'])(
    'is not written when a metric ends as %s: a figure would be too low',
    async (code) => {
      statusOf = (id) => (id === 'sum_0' ? code : 'Complete');
      const { page, errors } = await report();
      expect(page).toBe('');
      expect(errors).toBe(
        `CloudWatch did not tell everything (${code}): try again, or check cloudwatch:GetMetricData\n`,
      );
    },
    60_000,
  );
});
