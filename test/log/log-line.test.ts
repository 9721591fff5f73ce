import { describe, expect, it } from '@jest/globals';
import { embeddedMetrics } from '../../lambdas/log/log-line.ts';
import { type LogMessageName, logMessages } from '../../lambdas/log/log-messages.ts';
import { kindOf, type MetricName, metricCatalogue } from '../../lambdas/log/metric-catalogue.ts';
import { NOON_MS } from '../support/builders.ts';
import { embeddedMetricProblems } from '../support/embedded-metrics.ts';
import { logInjections } from '../support/log-injections.ts';

const names = Object.keys(metricCatalogue) as MetricName[];
const metrics = names.filter((name) => kindOf(name).dimensions.length > 0);
const logged = names.filter((name) => !metrics.includes(name));
const write = (...line: Parameters<typeof embeddedMetrics>) => JSON.parse(embeddedMetrics(...line));

describe('a log line with metrics', () => {
  it.each(metrics)('is one that CloudWatch takes %s from', (name) => {
    const line = write({ measurements: [{ name, value: 7 }], properties: { queue: 'support' } }, 'prod', NOON_MS);
    expect(embeddedMetricProblems(line)).toEqual([]);
    expect(line).toMatchObject({ [name]: 7, Stage: 'prod' });
    expect(line._aws.CloudWatchMetrics).toMatchObject([
      { Dimensions: [kindOf(name).dimensions], Metrics: [{ Name: name, Unit: kindOf(name).unit }] },
    ]);
  });

  it.each(logged)('holds %s as a field alone: CloudWatch makes no metric of it, and bills none', (name) => {
    const line = write({ measurements: [{ name, value: 7 }], properties: {} }, 'prod', NOON_MS);
    expect(line).toMatchObject({ [name]: 7, Stage: 'prod' });
    expect(line).not.toHaveProperty('_aws');
  });

  it('names the queue as a dimension only for the metrics that are kept apart by queue', () => {
    const measurements = [{ name: 'SnapshotWritten' }, { name: 'EstimatedWait', value: 90 }] as const;
    const line = write({ measurements: [...measurements], properties: { queue: 'support' } }, 'prod', NOON_MS);
    expect(line._aws.CloudWatchMetrics).toEqual([
      expect.objectContaining({ Dimensions: [['Stage']], Metrics: [{ Name: 'SnapshotWritten', Unit: 'Count' }] }),
      expect.objectContaining({
        Dimensions: [['Stage', 'Queue']],
        Metrics: [{ Name: 'EstimatedWait', Unit: 'Seconds' }],
      }),
    ]);
    expect(line.Queue).toBe('support');
  });

  it('keeps three metrics apart by queue, because each queue multiplies them', () =>
    expect(metrics.filter((name) => kindOf(name).dimensions.length > 1)).toHaveLength(3));

  it('adds up what happened twice in one request', () =>
    expect(
      write({ measurements: [{ name: 'OfferMade' }, { name: 'OfferMade' }], properties: {} }, 'prod', NOON_MS),
    ).toMatchObject({
      OfferMade: 2,
    }));
});

describe('a log line', () => {
  it('tells when, where no metric does', () =>
    expect(write({ measurements: [], properties: { queue: 'support' } }, 'prod', NOON_MS)).toEqual({
      Stage: 'prod',
      at: '2026-03-02T12:00:00.000Z',
      queue: 'support',
    }));

  it('carries the code, level and text of its message', () =>
    expect(write({ measurements: [], message: 'safeAnswer', properties: {} }, 'prod', NOON_MS)).toMatchObject({
      code: logMessages.safeAnswer.code,
      level: logMessages.safeAnswer.level,
      message: logMessages.safeAnswer.text,
    }));

  it.each([
    ['+14155550123', '+#'],
    ['call +14155550123 or 00441632960000', 'call +# or #'],
    ['1234', '1234'],
    ['12345', '#'],
    ['١٢٣٤٥٦', '#'],
    [`CA${'1'.repeat(32)}`, `CA${'1'.repeat(32)}`],
    [`CA${'1'.repeat(33)}`, 'CA#'],
  ])('shows %s as %s', (text, shown) =>
    expect(write({ measurements: [], properties: { text } }, 'prod', NOON_MS).text).toBe(shown),
  );

  it('cuts a number at its end with the rest of a long text', () => {
    const text = `${'x'.repeat(195)}+14155550123`;
    expect(write({ measurements: [], properties: { text } }, 'prod', NOON_MS).text).toBe(`${'x'.repeat(195)}+1415`);
  });
});

describe('forty texts that try to break out of their log line', () => {
  it('are forty', () => expect(new Set(logInjections).size).toBe(40));

  it.each(logInjections.map((text, index) => ({ text, index })))('fail, number $index', ({ text }) => {
    const line = {
      measurements: [{ name: 'QuoteError', value: 1 } as const],
      message: 'safeAnswer' as LogMessageName,
      properties: { queue: 'support', problem: text },
    };
    const written = embeddedMetrics(line, 'prod', NOON_MS);
    expect(written.split(/[\r\n\v\f\u0085\u2028\u2029]/)).toHaveLength(1);
    expect(embeddedMetricProblems(JSON.parse(written))).toEqual([]);
    expect(JSON.parse(written)).toMatchObject({ code: 'CB211', Stage: 'prod', QuoteError: 1 });
    expect(Buffer.byteLength(written)).toBeLessThan(3000);
  });
});

describe('the catalogue of messages', () => {
  const codes = Object.values(logMessages).map(({ code }) => code);

  it('gives each message a code of its own, in order', () => {
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual([...codes].sort());
    expect(codes.filter((code) => !/^CB[1-4]\d\d$/.test(code))).toEqual([]);
  });
});
