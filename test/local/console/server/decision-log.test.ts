import { describe, expect, it } from '@jest/globals';
import type { QueueSnapshot } from '../../../../lambdas/domain/queue-snapshot.ts';
import { DecisionLog } from '../../../../local/console/server/decision-log.ts';
import { NOON_MS, snapshot } from '../../../support/builders.ts';

const line = (callSid: string, more: object = {}) => ({
  atMs: 1,
  function: 'voice',
  line: { route: 'incoming-call', queue: 'support', callSid, _aws: {}, ...more },
});

const sampledAt = new Date(NOON_MS).toISOString();

describe('the log of decisions', () => {
  it('keeps what was logged about a call, with what the table said then', async () => {
    const log = new DecisionLog(async () => ({ snapshot: snapshot(300) }));
    log.note(line('CA1', { decision: 'ask', sampledAt }));
    await new Promise(setImmediate);
    expect(log.of('CA1')).toEqual([
      {
        atMs: 1,
        route: 'incoming-call',
        line: { route: 'incoming-call', queue: 'support', callSid: 'CA1', decision: 'ask', sampledAt },
        inputs: { snapshot: snapshot(300) },
      },
    ]);
    expect(log.of('CA2')).toEqual([]);
  });

  it('shows the sample that the decision names, though the table has the next one by then', async () => {
    let inTable: QueueSnapshot = snapshot(300);
    const log = new DecisionLog(async () => ({ snapshot: inTable }));
    const decides = async (callSid: string, more: object) => {
      log.note(line(callSid, { decision: 'ask', ...more }));
      await new Promise(setImmediate);
      return log.of(callSid)[0]?.inputs?.snapshot?.wait?.quoteSeconds;
    };
    expect(await decides('CA1', { sampledAt })).toBe(300);
    inTable = snapshot(900, { sampledAtMs: NOON_MS + 60_000 });
    expect(await decides('CA2', { sampledAt })).toBe(300);
    expect(await decides('CA3', { sampledAt: '2026-03-02T12:01:00.000Z' })).toBe(900);
    expect(await decides('CA4', { sampledAt: '2026-03-02T11:59:00.000Z' })).toBeUndefined();
    expect(await decides('CA5', {})).toBeUndefined();
  });

  it('says so when the table could not be read', async () => {
    const log = new DecisionLog(() => Promise.reject(new Error('down')));
    log.note(line('CA1', { because: 'wait-unknown' }));
    await new Promise(setImmediate);
    expect(log.of('CA1')).toMatchObject([{ inputs: null }]);
  });

  it('reads nothing where nothing was decided, and minds no other lines', () => {
    const log = new DecisionLog(() => {
      throw new Error('nobody should ask');
    });
    log.note(line('CA1'));
    log.note({ atMs: 1, function: 'voice', line: 'Task timed out' });
    expect(log.of('CA1')).toHaveLength(1);
    expect(log.of('CA1')[0]).not.toHaveProperty('inputs');
  });

  it('remembers 400 calls and forgets the oldest', () => {
    const log = new DecisionLog(async () => ({}));
    for (let call = 0; call <= 400; call += 1) log.note(line(`CA${call}`));
    expect(log.of('CA0')).toEqual([]);
    expect(log.of('CA1')).toHaveLength(1);
    expect(log.of('CA400')).toHaveLength(1);
  });
});
