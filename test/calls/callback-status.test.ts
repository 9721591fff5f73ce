import { describe, expect, it } from '@jest/globals';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { counted } from '../support/counted.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { Phone } from '../support/phone.ts';

const widget = { organizationId: 'example', widgetId: 'widget-support', callbackStatus: true };
const centre = useContactCentre({ written: queueWithMindful({ callTarget: { widget } }) });

async function accepts(): Promise<Phone> {
  centre().mindful.change({ webhook: 'off', callbackAfterSeconds: 2000 });
  await forceWait(centre(), 300);
  const caller = await Phone.dial(centre());
  await caller.hears(/press 1/, 1);
  await caller.presses('1');
  await caller.isOver();
  caller.wentWell();
  return caller;
}

async function recordOf({ record }: Phone) {
  const number = parsePhoneNumber(record.from);
  return number && (await centre().callbacks.find(number, 'support'));
}

describe('where no webhook is set up and the widget tells the status of callbacks', () => {
  it('the sampler finds the callback confirmed, with its real due time', async () => {
    const sinceMs = centre().clock.nowMs();
    const caller = await accepts();
    expect(await recordOf(caller)).toMatchObject({ status: 'transferred' });
    await centre().clock.advance(130);
    // Mindful says it in whole seconds.
    const dueAtMs = Math.floor((centre().mindful.callbacks().at(-1)?.dueAtMs ?? 0) / 1000) * 1000;
    expect(await recordOf(caller)).toMatchObject({ status: 'registered', dueAtMs });
    expect(counted(centre(), 'CallbackRegistered', sinceMs)).toBe(1);
  });

  it('a callback that Mindful cannot be asked about stays unconfirmed, and the sample is written all the same', async () => {
    const caller = await accepts();
    centre().faults.set('mindful-garbage', true);
    const sinceMs = centre().clock.nowMs();
    await centre().clock.advance(130);
    expect(await recordOf(caller)).toMatchObject({ status: 'transferred' });
    expect(counted(centre(), 'SnapshotWritten', sinceMs)).toBeGreaterThan(0);
    centre().faults.set('mindful-garbage', false);
    await centre().clock.advance(70);
    expect(await recordOf(caller)).toMatchObject({ status: 'registered' });
  });
});
