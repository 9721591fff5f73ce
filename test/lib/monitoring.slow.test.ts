import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import noOfferReasons from '../../lambdas/domain/offer/no-offer-reasons.json' with { type: 'json' };
import { kindOf, type MetricName, metricCatalogue, metricNamespace } from '../../lambdas/log/metric-catalogue.ts';
import { alarms } from '../../lib/monitoring/alarms.ts';
import { savedQueries } from '../../lib/monitoring/log-queries.ts';
import { isPerQueue } from '../../lib/monitoring/metric-source.ts';
import {
  exampleConfiguration,
  exampleWith,
  onlyResource,
  resourcesOf,
  synthesizedTemplate,
} from './synthesized-stack.ts';

let template: Template;
beforeAll(() => {
  template = synthesizedTemplate();
});

interface Placed {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: { title?: string; metrics?: unknown[][]; query?: string; alarms?: string[] };
}

/** Two regions of an account share their dashboards. */
function withRegion(end: string): object {
  return { 'Fn::Join': ['', ['callback-example-', { Ref: 'AWS::Region' }, end]] };
}

/** The body as CloudWatch gets it, with a word for everything that only the deployment knows. */
function bodyOf(name: string): { widgets: Placed[] } {
  const [, { Properties }] = onlyResource(
    template,
    'AWS::CloudWatch::Dashboard',
    (resource) => JSON.stringify(resource.Properties['DashboardName']) === JSON.stringify(withRegion(`-${name}`)),
  );
  const { 'Fn::Join': joined } = Properties['DashboardBody'] as { 'Fn::Join': [string, unknown[]] };
  return JSON.parse(joined[1].map((part) => (typeof part === 'string' ? part : 'made-by-the-deployment')).join(''));
}

describe.each(['business', 'engineering'])('the %s dashboard', (name) => {
  it('fits the grid of 24 columns, and no widget covers another', () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of bodyOf(name).widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column += 1) {
        for (let row = y; row < y + height; row += 1) {
          expect(taken).not.toContain(`${column}/${row}`);
          taken.add(`${column}/${row}`);
        }
      }
    }
  });

  it('draws metrics of ours as the catalogue has them, and others that AWS keeps', () => {
    const rows = bodyOf(name).widgets.flatMap(({ properties }) => properties.metrics ?? []);
    const drawn = rows.filter(([namespace]) => typeof namespace === 'string');
    expect(drawn.length).toBeGreaterThan(10);
    for (const [namespace, metric, ...dimensions] of drawn) {
      if (namespace !== metricNamespace) {
        expect(namespace).toMatch(/^AWS\/(Lambda|ApiGateway|DynamoDB|Logs)$/);
        continue;
      }
      const names = dimensions.filter((part, index) => index % 2 === 0 && typeof part === 'string');
      expect([metric, names.toSorted()]).toEqual([metric, kindOf(metric as MetricName).dimensions.toSorted()]);
    }
  });

  it('calculates with what it draws alone', () => {
    for (const { properties } of bodyOf(name).widgets) {
      const rows = properties.metrics ?? [];
      const ids = rows.map((row) => (row.at(-1) as { id?: string }).id);
      const used = rows.flatMap(([first]) => (first as { expression?: string }).expression?.match(/[a-z]\w+/g) ?? []);
      expect(used.filter((id) => !ids.includes(id))).toEqual([]);
    }
  });
});

it.each(['business', 'engineering'])(
  'asks for no percentile of what may be negative, of which CloudWatch has none: %s',
  (name) => {
    const mayBeNegative = ['QuoteError', 'QuoteGap', 'Punctuality'];
    const rows = bodyOf(name).widgets.flatMap(({ properties }) => properties.metrics ?? []);
    const drawn = rows.filter(([, metric]) => mayBeNegative.includes(String(metric)));
    const percentiles = drawn.filter((row) => /^p\d/.test(String((row.at(-1) as { stat?: string }).stat)));
    expect(percentiles).toEqual([]);
  },
);

const widgets = () => [...bodyOf('business').widgets, ...bodyOf('engineering').widgets];

it.each(Object.entries(metricCatalogue))('draws %s in the charts that its row names, and in no other', (name, row) => {
  const isDrawn = ({ properties: { metrics = [], query = '' } }: Placed) =>
    metrics.some(([, metric]) => metric === name) || query.includes(`sum(${name})`);
  const titles = widgets().flatMap((widget) => (isDrawn(widget) ? [widget.properties.title] : []));
  expect(titles.sort()).toEqual([...row.drawn].sort());
});

it('has every chart and number that the runbook tells people to look at', () => {
  const labels = widgets().flatMap(({ properties: { title, metrics = [] } }) => [
    title,
    ...metrics.map((row) => (row.at(-1) as { label?: string }).label),
  ]);
  const texts = [...alarms, ...Object.values(noOfferReasons)].flatMap((row): unknown[] => Object.values(row));
  const named = texts.flatMap((text) => [...String(text).matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => name));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !labels.some((label) => label?.startsWith(name)))).toEqual([]);
});

it('tells managers in words what each reason for no offer means', () => {
  const legend = JSON.stringify(bodyOf('business').widgets.filter(({ type }) => type === 'text'));
  for (const { means } of Object.values(noOfferReasons)) expect(legend).toContain(means);
});

it('shows the state of every alarm to engineers', () => {
  const [widget] = bodyOf('engineering').widgets.filter(({ type }) => type === 'alarm');
  expect(widget?.properties.alarms).toHaveLength(resourcesOf(template, 'AWS::CloudWatch::Alarm').length);
});

describe('alarms', () => {
  it('are those of the list, one for each queue where the metric is kept apart by queue', () => {
    const names = alarms.flatMap(({ name, source }) =>
      isPerQueue(source) ? exampleConfiguration.queues.map((queue) => `${name}-${queue.name}`) : [name],
    );
    const built = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties['AlarmName']);
    expect(built.sort()).toEqual(names.map((name) => `callback-example-${name}`).sort());
  });

  it('tell both beginning and end to the topic', () => {
    const topic = { Ref: expect.stringMatching(/AlarmTopic/) };
    for (const [, { Properties }] of resourcesOf(template, 'AWS::CloudWatch::Alarm')) {
      expect(Properties).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
    }
  });

  it('take their thresholds from the configuration', () => {
    const thresholdOf = (name: string) =>
      onlyResource(
        template,
        'AWS::CloudWatch::Alarm',
        ({ Properties }) => Properties['AlarmName'] === `callback-example-${name}`,
      )[1].Properties['Threshold'];
    expect(thresholdOf('snapshotStale')).toBe(2);
    expect(thresholdOf('safeAnswers')).toBe(exampleConfiguration.alarms.safeAnswers);
    expect(thresholdOf('quotesTooShort-billing')).toBe(-exampleConfiguration.alarms.quoteErrorSeconds);
  });

  it('reach their topic: its policy lets CloudWatch publish for this account, and keeps out nothing but plain HTTP', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::CloudWatch::Alarm')) {
      const [action] = Properties['AlarmActions'] as { Ref: string }[];
      const [, policy] = onlyResource(template, 'AWS::SNS::TopicPolicy', (resource) =>
        JSON.stringify(resource.Properties['Topics']).includes(`{"Ref":"${action?.Ref}"}`),
      );
      const { Statement } = policy.Properties['PolicyDocument'] as { Statement: { Effect: string }[] };
      expect(Statement.filter(({ Effect }) => Effect === 'Allow')).toEqual([
        {
          ...{ Sid: 'AlarmsOfThisAccount', Effect: 'Allow', Action: 'sns:Publish', Resource: action },
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ]);
      expect(Statement.filter(({ Effect }) => Effect !== 'Allow')).toMatchObject([
        { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ]);
    }
  });

  const messagesOf = (built: Template) =>
    resourcesOf(built, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => ({
      name: String(Properties['AlarmName']),
      text: JSON.stringify(Properties['AlarmDescription']),
    }));

  it('say in two lines that a phone shows what callers live through and where to read on', () => {
    const runbookUrl = 'https://wiki.example.com/operations.md';
    const linked = messagesOf(synthesizedTemplate(exampleWith({ runbookUrl })));
    for (const { name, severity, short } of alarms) {
      expect(short.length).toBeLessThanOrEqual(70);
      const texts = linked.filter((alarm) => alarm.name.startsWith(`callback-example-${name}`)).map(({ text }) => text);
      for (const text of texts) {
        expect(text).toContain(`"${severity.toUpperCase()}: ${short}\\nDo: ${runbookUrl}#${name.toLowerCase()}\\n`);
        expect(text).toMatch(/dashboards\/dashboard\/callback-example-.*-engineering/);
      }
      expect(texts.length).toBeGreaterThan(0);
    }
    expect(messagesOf(template)[0]?.text).toContain('Do: docs/operations.md, \\"scheduleDead\\"');
  });

  it('go apart by severity where the configuration asks for it, to two topics', () => {
    const apart = synthesizedTemplate(exampleWith({ noticesApart: true }));
    const nameOf = (id: string) => apart.findResources('AWS::SNS::Topic')[id]?.['Properties']['TopicName'];
    for (const { name, severity } of alarms) {
      const [, { Properties }] = resourcesOf(apart, 'AWS::CloudWatch::Alarm').find(([, resource]) =>
        String(resource.Properties['AlarmName']).startsWith(`callback-example-${name}`),
      ) ?? ['', { Properties: {} as Record<string, unknown> }];
      const [action] = Properties['AlarmActions'] as { Ref: string }[];
      const topic = severity === 'wake' ? 'callback-example-alarms' : 'callback-example-notices';
      expect([name, nameOf(action?.Ref ?? '')]).toEqual([name, topic]);
    }
    expect(apart.findOutputs('NoticeTopicArn')).not.toEqual({});
    expect(template.findOutputs('NoticeTopicArn')).toEqual({});
  });

  it('go to a topic whose output has the name that the documentation uses', () => {
    const topic = { Ref: expect.stringMatching(/AlarmTopic/) };
    expect(template.findOutputs('AlarmTopicArn')).toMatchObject({ AlarmTopicArn: { Value: topic } });
  });
});

it('saves every question to the log, over the logs of all functions', () => {
  const built = resourcesOf(template, 'AWS::Logs::QueryDefinition').map(([, { Properties }]) => Properties);
  expect(built.map((properties) => properties['Name']).sort()).toEqual(
    savedQueries.map(({ name }) => `callback-example/${name}`).sort(),
  );
  for (const { LogGroupNames, QueryString } of built) {
    expect(LogGroupNames).toHaveLength(3);
    expect(QueryString).toMatch(/\| (stats|sort|filter)/);
  }
});
