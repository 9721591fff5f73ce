import { describe, expect, it } from '@jest/globals';
import { savedQueries, sumsByHour } from '../../../../lib/monitoring/log-queries.ts';
import { runQuery } from '../../../../local/aws/logs/run-query.ts';

const lines = [
  {
    '@timestamp': 1000,
    '@logStream': 'voice',
    route: 'incoming-call',
    code: 'CB211',
    problem: 'late',
    WebhookLatency: 5,
  },
  { '@timestamp': 2000, '@logStream': 'voice', route: 'wait', WebhookLatency: 40 },
  {
    '@timestamp': 3000,
    '@logStream': 'voice',
    route: 'incoming-call',
    code: 'CB211',
    problem: 'stuck',
    WebhookLatency: 9,
  },
  { '@timestamp': 3_601_000, '@logStream': 'sampler', queue: 'support', Lost: 2 },
];

describe('Logs Insights, here', () => {
  it.each([
    ['fields route | filter code = "CB211"', [{ route: 'incoming-call' }, { route: 'incoming-call' }]],
    ['fields queue, code | filter route != "wait"', [{ code: 'CB211' }, { code: 'CB211' }]],
    ['fields @timestamp | filter not ispresent(code) | sort @timestamp desc | limit 1', [{ '@timestamp': 3_601_000 }]],
    ['fields route | filter (route = "wait" or ispresent(Lost)) and not ispresent(queue)', [{ route: 'wait' }]],
    [
      'fields route | filter route = "wait" or ispresent(code) and problem in ["late"]',
      [{ route: 'incoming-call' }, { route: 'wait' }],
    ],
    [
      'filter ispresent(code) | stats count(*) as lines, min(@timestamp) as since, latest(problem) as example by code',
      [{ code: 'CB211', lines: 2, since: 1000, example: 'stuck' }],
    ],
    [
      'filter ispresent(WebhookLatency) | stats pct(WebhookLatency, 50) as p50, max(WebhookLatency) as slowest by route | sort slowest desc',
      [
        { route: 'wait', p50: 40, slowest: 40 },
        { route: 'incoming-call', p50: 5, slowest: 9 },
      ],
    ],
    [
      'stats min(@timestamp) as first, max(WebhookLatency) as slowest, first - slowest as between by queue | filter ispresent(between)',
      [{ first: 1000, slowest: 40, between: 960 }],
    ],
    [sumsByHour(['Lost']), [{ 'bin(1h)': 3_600_000, 'sum(Lost)': 2 }]],
  ])('%s', (query, rows) => expect(runQuery(query, lines)).toEqual(rows));

  it.each([
    'parse @message "*"',
    'filter code like /CB/',
    'filter code == "CB211"',
    'fields route filter code = "CB211"',
    'stats median(WebhookLatency) as m',
    'filter code = "CB211',
    'sort code',
  ])('refuses what it does not know: %s', (query) => expect(() => runQuery(query, lines)).toThrow('not understood'));

  it.each(savedQueries)('understands the saved query $name', ({ query }) => expect(runQuery(query, [])).toEqual([]));
});
