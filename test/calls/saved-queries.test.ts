import { beforeAll, describe, expect, it } from '@jest/globals';
import { setOverride } from '../../lambdas/domain/operator-override.ts';
import { businessDashboard } from '../../lib/monitoring/business-dashboard.ts';
import { countsByField, latestLines, savedQueries } from '../../lib/monitoring/log-queries.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useContactCentre({ written: queueWithMindful({ policy: { offers: 'ask' } }) });

const lines: Record<string, unknown>[] = [];

const questions = [
  ...savedQueries,
  ...businessDashboard.flatMap((widget) => {
    if (widget.kind === 'counts') return [{ name: widget.title, query: countsByField(widget.field, widget.where) }];
    return widget.kind === 'lines' ? [{ name: widget.title, query: latestLines(widget.fields, widget.where) }] : [];
  }),
];

const words = new Set([
  'fields',
  'filter',
  'sort',
  'stats',
  'limit',
  'by',
  'as',
  'and',
  'or',
  'not',
  'in',
  'asc',
  'desc',
]);

/** The names in a query that are neither words of the language, functions, what CloudWatch adds, nor made by the query itself. */
function fieldsOf(query: string): string[] {
  const code = query.replace(/"[^"]*"/g, '');
  const made = [...code.matchAll(/ as (\w+)/g)].map(([, name]) => name);
  const names = [...code.matchAll(/(?<![@\w])[A-Za-z]\w*(?!\w|\()/g)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !words.has(name) && !made.includes(name));
}

async function accept(): Promise<void> {
  await forceWait(centre(), 300);
  const caller = await Phone.dial(centre(), newNumber());
  await caller.hears(/press 1/, 5);
  await caller.presses('1');
  await caller.waits(60);
}

async function orderTo(policy: { registerBy: 'api' } | { thresholdSeconds: number }): Promise<void> {
  const nowMs = centre().clock.nowMs();
  const order = { by: 'sam', why: 'a test', policy, untilMs: nowMs + 3_600_000 };
  await centre().policies.putOperator('support', setOverride(undefined, order, nowMs));
}

/** Whatever the questions are about: a stranger, a caller who gives up, a change by hand, a callback, and each of Mindful and TaskRouter in trouble. */
beforeAll(async () => {
  centre().logs.listen(({ line }) => lines.push(line as Record<string, unknown>));
  await fetch(`${centre().url}/queues/support/incoming-call`, {
    method: 'POST',
    body: new URLSearchParams({ From: '+14155550111' }),
  });
  await forceWait(centre(), 10);
  centre().faults.set('webhook-repeat', true);
  await Phone.dial(centre());
  centre().faults.set('webhook-repeat', false);
  centre().mindful.change({ callbackAfterSeconds: 120 });
  await accept();
  await staff(centre(), 2);
  await centre().clock.advance(240);
  centre().mindful.change({ behaviour: 'forgets' });
  await accept();
  centre().mindful.change({ webhook: 'off' });
  await accept();
  await centre().clock.advance(3 * 3600);
  centre().faults.set('webhook-500', true);
  await Phone.dial(centre());
  centre().faults.set('webhook-500', false);
  centre().mindful.change({ behaviour: 'busy', webhook: 'ani-text' });
  await accept();
  await orderTo({ registerBy: 'api' });
  centre().mindful.change({ behaviour: 'normal', requestAnswer: 'InvalidParameters' });
  await accept();
  await orderTo({ thresholdSeconds: 90 });
  centre().mindful.change({ behaviour: 'normal', widgetState: 'display_ewt_only' });
  await centre().clock.advance(66);
  await staff(centre(), 0);
  const impatient = await Phone.dial(centre(), newNumber());
  await impatient.waits(60);
  await impatient.hangsUp();
  for (const fault of ['mindful-down', 'taskrouter-down'] as const) {
    centre().faults.set(fault, true);
    await centre().clock.advance(66);
  }
}, 120_000);

describe('a question to the log', () => {
  it.each(questions)('$name asks for nothing but what log lines hold', ({ query }) => {
    const held = new Set(lines.flatMap((line) => Object.keys(line)));
    expect(fieldsOf(query).length).toBeGreaterThan(0);
    expect(fieldsOf(query).filter((field) => !held.has(field))).toEqual([]);
  });

  it('finds the SIP status with which Mindful refused a transfer', () => {
    const failed = lines.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toMatchObject([{ dialCallStatus: 'busy', sipResponseCode: '486' }]);
  });

  it('is understood here as CloudWatch understands it', () =>
    expect(
      fieldsOf(`fields @timestamp, a | filter b in ["x"] and ispresent(c) | stats count(*) as n by d | sort n`),
    ).toEqual(['a', 'b', 'c', 'd']));
});
