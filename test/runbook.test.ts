import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { logMessages } from '../lambdas/log/log-messages.ts';
import { metricCatalogue } from '../lambdas/log/metric-catalogue.ts';
import { alarms } from '../lib/monitoring/alarms.ts';
import { savedQueries } from '../lib/monitoring/log-queries.ts';
import { behaviourDescriptions } from '../local/mindful/settings.ts';
import { faultNames } from '../local/world/faults/faults.ts';
import { alarmsPromised } from './support/fault-table.ts';

const runbook = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8');

/** What stands below each `### heading`. */
const sections = new Map(
  runbook
    .split(/^(?=##)/m)
    .map((text) => [/^### (\S+)\n/.exec(text)?.[1] ?? '', text.replace(/\s+/g, ' ')] as const)
    .filter(([heading]) => heading !== ''),
);

describe('docs/operations.md', () => {
  it.each(alarms.map(({ name }) => name))('says of the alarm %s what callers experience, and what to do', (name) => {
    for (const part of ['Callers', 'Confirm', 'Do', 'Over']) expect(sections.get(name)).toContain(`- **${part}**: `);
  });

  it.each(Object.entries(metricCatalogue))('explains the metric %s as the catalogue does', (name, definition) => {
    expect(sections.get(name)).toContain(`${definition.meaning}. ${definition.unit}`);
    expect(sections.get(name)).toContain(`from ${definition.emitter}. Normal: ${definition.normal}.`);
  });

  it.each(Object.values(logMessages))('explains the message $code', ({ code, text, level }) =>
    expect(sections.get(code)).toContain(`*${text}* (${level}).`),
  );

  it('has no heading for what does not exist', () => {
    const known = [
      ...alarms.map(({ name }) => name),
      ...Object.keys(metricCatalogue),
      ...Object.values(logMessages).map(({ code }) => code),
    ];
    expect([...sections.keys()].filter((heading) => !known.includes(heading))).toEqual([]);
  });

  it.each(savedQueries)('lists the question $name', ({ name, question }) =>
    expect(runbook).toContain(`- \`${name}\`: ${question}`),
  );

  it.each([...faultNames, ...Object.keys(behaviourDescriptions).filter((name) => name !== 'normal')])(
    'says which alarms %s raises',
    (fault) => expect(alarmsPromised(fault)).toBeDefined(),
  );
});
