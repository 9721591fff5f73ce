import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import noOfferReasons from '../../lambdas/domain/offer/no-offer-reasons.json' with { type: 'json' };
import { logMessages } from '../../lambdas/log/log-messages.ts';
import { kindOf, type MetricName, metricCatalogue } from '../../lambdas/log/metric-catalogue.ts';
import { alarms } from '../../lib/monitoring/alarms.ts';
import { exampleConfiguration } from '../lib/synthesized-stack.ts';

const LAMBDAS = resolve(import.meta.dirname, '../../lambdas');
const code = readdirSync(LAMBDAS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(resolve(LAMBDAS, file), 'utf8'))
  .join('\n');

const alarmsByName = Object.fromEntries(alarms.map((alarm) => [alarm.name, alarm]));
const rows: [catalogue: string, name: string, row: object, mustTell: string[]][] = [
  ...entries('metric', metricCatalogue, ['kind', 'from', 'meaning', 'normal']),
  ...entries('message', logMessages, ['code', 'level', 'text', 'note']),
  ...entries('reason', noOfferReasons, ['means', 'look', 'do']),
  ...entries('alarm', alarmsByName, ['callers', 'confirm', 'do', 'over']),
];

function entries(catalogue: string, of: Record<string, object>, mustTell: string[]) {
  return Object.entries(of).map(([name, row]): (typeof rows)[number] => [catalogue, name, row, mustTell]);
}

describe('a row of a catalogue', () => {
  it.each(rows)('%s %s tells all that people need', (_, _name, row, mustTell) => {
    const told: Record<string, unknown> = { ...row };
    expect(mustTell.filter((field) => typeof told[field] !== 'string' || told[field].trim() === '')).toEqual([]);
  });

  it.each(rows.filter(([catalogue]) => catalogue !== 'alarm'))('%s %s is used by the functions', (_, name) =>
    expect(code).toContain(`'${name}'`),
  );

  it.each(Object.keys(metricCatalogue))('metric %s is of a kind that there is, and is drawn', (name) => {
    expect(kindOf(name as MetricName)).toBeDefined();
    expect(metricCatalogue[name as MetricName].drawn.length).toBeGreaterThan(0);
  });

  it.each(alarms)('alarm $name watches a metric that there is, from a threshold that there is', (alarm) => {
    const { source, rings, silence, threshold } = alarm;
    if (!('api' in source || 'lambda' in source)) expect(Object.keys(metricCatalogue)).toContain(source.metric);
    const known = ['one per queue', ...Object.keys(exampleConfiguration.alarms)];
    if (typeof threshold !== 'number') expect(known).toContain(threshold);
    expect(['at-least', 'above', 'below', 'below minus']).toContain(rings);
    expect(['fine', 'alarming']).toContain(silence);
  });

  it('is the only one with its code or name', () => {
    const ids = [...Object.values(logMessages).map(({ code }) => code), ...alarms.map(({ name }) => name)];
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});
