import { describe, expect, it } from '@jest/globals';
import type { QueueStates } from '../../lambdas/services.ts';
import { NOON_MS, snapshot } from '../support/builders.ts';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';

const callOf = (caller: number) => ({
  CallSid: `CA${String(caller).padStart(32, '0')}`,
  From: `+1415555${String(1000 + caller)}`,
});

/** A queue whose last transfer failed more than a minute ago. */
function halfOpen(others: Partial<QueueStates> = {}) {
  const { table, queueStates, callbacks } = memoryTable();
  table.state = { snapshot: snapshot(400), breaker: { openUntilMs: NOON_MS - 1000 } };
  const all = services({ queueStates: { ...queueStates, ...others }, callbacks });
  const handler = serviceHandler(all, logKeeper().write);
  const calls = async (caller: number) =>
    String((await handler(signedEvent('incoming-call', { form: callOf(caller) }), lambdaContext())).body);
  const saysYes = async (caller: number) =>
    String(
      (await handler(signedEvent('offer-reply', { form: { ...callOf(caller), Digits: '1' } }), lambdaContext())).body,
    );
  return { table, queueStates, calls, saysYes };
}

describe('while a broken transfer is to be tried again', () => {
  it('one of ten callers is offered a callback, and it is that one who goes to Mindful', async () => {
    const { calls, saysYes } = halfOpen();
    const heard = await Promise.all(Array.from({ length: 10 }, (_, caller) => calls(caller)));
    const offered = heard.flatMap((body, caller) => (/press 1/.test(body) ? [caller] : []));
    expect(offered).toHaveLength(1);
    expect(await saysYes(offered[0] ?? 0)).toMatch(/<Dial/);
  });

  it('a yes to an offer from before goes to Mindful once, and the second such caller is queued', async () => {
    const { saysYes } = halfOpen();
    expect(await saysYes(1)).toMatch(/<Dial/);
    const second = await saysYes(2);
    expect(second).toMatch(/could not arrange/);
    expect(second).not.toMatch(/<Dial/);
  });

  it('a yes after an operator has switched offers off is not taken, until that ends', async () => {
    const { saysYes, table } = halfOpen();
    const operator = { policy: { offers: 'off' as const }, by: 'ann', why: 'storm', untilMs: NOON_MS + 1000 };
    table.state = { snapshot: snapshot(400), operator };
    expect(await saysYes(1)).not.toMatch(/<Dial/);
    table.state = { snapshot: snapshot(400), operator: { ...operator, untilMs: NOON_MS } };
    expect(await saysYes(1)).toMatch(/<Dial/);
  });

  it('a yes is judged past every cache', async () => {
    const stale = { snapshot: snapshot(400) };
    const { saysYes, table } = halfOpen({ read: async () => stale });
    table.state = { ...stale, breaker: { openUntilMs: NOON_MS + 1000 } };
    expect(await saysYes(1)).not.toMatch(/<Dial/);
  });
});
