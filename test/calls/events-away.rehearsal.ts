import { describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import type { CallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { type MetricName, metricCatalogue } from '../../lambdas/log/metric-catalogue.ts';
import { type ContactCentre, startContactCentre } from '../../local/contact-centre.ts';
import { NOON_MS } from '../support/builders.ts';
import { forceWait, staff } from '../support/contact-centre.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { testBundles } from '../support/test-bundles.ts';

const CALLERS = 40;
const numberOf = (caller: number) => `+1415557${String(caller).padStart(4, '0')}`;

/** What is counted beside the calls: by `events`, or by the sampler in its place. */
const counts = (Object.keys(metricCatalogue) as MetricName[]).filter(
  (name) => metricCatalogue[name].from === 'events' && metricCatalogue[name].kind.startsWith('count'),
);

interface Hour {
  records: (Partial<CallbackRecord> | undefined)[];
  counted: Partial<Record<MetricName, number>>;
  caughtUp: number;
}

/** The same hour of a peak, with `events` or without, and two minutes after it. */
async function play(eventsAreAway: boolean): Promise<Hour> {
  const reading = checkConfiguration(queueWithMindful({ callTarget: { id: '4711', widget: widgetThatTells } }));
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const { configuration } = reading;
  const centre = await startContactCentre({ configuration, startMs: NOON_MS, bundles: testBundles, seed: 7 });
  const sums: Record<string, number> = {};
  try {
    centre.mindful.change({ callbackAfterSeconds: 300 });
    for (const floor of centre.floors.values()) floor.change({ agents: 0, handleSeconds: 150 });
    // The first minutes of a version's life are not caught up.
    await centre.clock.advance(240);
    await staff(centre, 2);
    const untilMs = centre.clock.nowMs() + 3_600_000;
    centre.logs.listen(({ line }) => {
      for (const [name, value] of Object.entries(Object(line)))
        if (name in metricCatalogue) sums[name] = (sums[name] ?? 0) + Number(value);
    });
    centre.faults.set('events-down', eventsAreAway);
    for (let caller = 0; caller < CALLERS; caller += 1) await call(centre, caller);
    await centre.clock.advance((untilMs - centre.clock.nowMs()) / 1000);
    centre.faults.set('events-down', false);
    await centre.clock.advance(120);
    const records = await Promise.all(
      Array.from({ length: CALLERS }, async (_, caller) => {
        const number = parsePhoneNumber(numberOf(caller));
        const record = number && (await centre.callbacks.find(number, 'support'));
        return record && { caller: record.caller, status: record.status };
      }),
    );
    const counted = Object.fromEntries(counts.map((name) => [name, sums[name] ?? 0]));
    return { records, counted, caughtUp: sums['EventsCaughtUp'] ?? 0 };
  } finally {
    await centre.stop();
  }
}

const widgetThatTells = { organizationId: 'example', widgetId: 'widget-support', callbackStatus: true };

/** Half of the callers take a callback, a quarter holds, a quarter gives up. */
async function call(centre: ContactCentre, caller: number): Promise<void> {
  await forceWait(centre, 300);
  const { callSid } = centre.twilio.call({ from: numberOf(caller), to: '+14155550100' });
  await centre.clock.advance(12);
  centre.twilio.press(callSid, caller % 2 === 0 ? '1' : '2');
  await centre.clock.advance(40);
  if (caller % 4 === 3) centre.twilio.hangUp(callSid);
  await centre.clock.advance(20);
}

describe('an hour of a peak without events', () => {
  it('has the records and the counts of one with them, two minutes after it is over', async () => {
    const usual = await play(false);
    const without = await play(true);
    console.log(JSON.stringify({ usual: usual.counted, without: without.counted, caughtUp: without.caughtUp }));
    expect(usual.caughtUp).toBe(0);
    expect(without.caughtUp).toBeGreaterThan(20);
    expect(without.records).toEqual(usual.records);
    expect(without.counted).toEqual(usual.counted);
  }, 600_000);
});
