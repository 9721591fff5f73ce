import { beforeEach, describe, expect, it } from '@jest/globals';
import type { QueueSnapshot } from '../../../../lambdas/domain/queue-snapshot.ts';
import type { QueueStates } from '../../../../lambdas/services.ts';
import { Sampling } from '../../../../local/aws/lambda/sampling-schedule.ts';
import { VirtualClock } from '../../../../local/world/clock/clock.ts';
import { Faults } from '../../../../local/world/faults/faults.ts';
import { NOON_MS, queueConfig, snapshot } from '../../../support/builders.ts';

class Table implements QueueStates {
  snapshot: QueueSnapshot | undefined;
  isDown = false;
  read = async () => this.readNow();
  readNow = async () => {
    this.#requireUp();
    return this.snapshot ? { snapshot: this.snapshot } : {};
  };
  putSnapshot = async (_: string, written: QueueSnapshot) => {
    this.#requireUp();
    this.snapshot = written;
  };
  countAcceptance = async () => true;
  changeBreaker = async () => true;
  noteAbandonedCall = async () => undefined;
  isAbandonedCall = async () => false;
  #requireUp(): void {
    if (this.isDown) throw new Error('the table is down');
  }
}

describe('sampling', () => {
  const queue = queueConfig();
  let clock: VirtualClock;
  let table: Table;
  let sampling: Sampling;
  let events: { time: string }[];
  let faults: Faults;

  beforeEach(() => {
    clock = new VirtualClock(NOON_MS);
    table = new Table();
    events = [];
    faults = new Faults();
    sampling = new Sampling({
      clock,
      queues: [queue],
      queueStates: table,
      faults,
      invokeSampler: async (event) => {
        events.push(event as { time: string });
        if (table.isDown) return { kind: 'error', message: 'the table is down' };
        await table.putSnapshot('support', snapshot(60, { sampledAtMs: clock.nowMs(), openCallbacks: 3 }));
        return { kind: 'result', result: null };
      },
    });
  });

  it.each([
    { fault: 'sampler-stopped', times: [] },
    { fault: 'sampler-late', times: ['12:01:50', '12:02:50'] },
    { fault: 'sampler-overlapping', times: ['12:01:00', '12:01:00', '12:02:00', '12:02:00'] },
  ] as const)('is disturbed by $fault', async ({ fault, times }) => {
    await sampling.start();
    faults.set(fault, true);
    await clock.advance(175);
    expect(events.slice(1).map(({ time }) => time)).toEqual(times.map((time) => `2026-03-02T${time}Z`));
    faults.set(fault, false);
    await clock.advance(10);
    expect(events.at(-1)?.time).toMatch(/12:0[23]:\d0Z/);
  });

  it('happens at the start and once a minute', async () => {
    await sampling.start();
    await clock.advance(119.9);
    expect(events.map(({ time }) => time)).toEqual(['2026-03-02T12:00:00Z', '2026-03-02T12:01:00Z']);
    await clock.advance(0.1);
    expect(events).toHaveLength(3);
    expect(sampling.last).toEqual({ atMs: NOON_MS + 120_000, outcome: 'result' });
  });

  it('is overwritten by a forced wait, at once and every minute, until it is released', async () => {
    await sampling.start();
    await sampling.force(queue, 600);
    expect(table.snapshot).toEqual({
      sampledAtMs: NOON_MS,
      estimator: queue.policy.estimator,
      wait: { quoteSeconds: 600, offerSeconds: 600 },
      freeAgents: 0,
      openCallbacks: 3,
    });
    await clock.advance(60);
    expect(table.snapshot).toMatchObject({ sampledAtMs: NOON_MS + 60_000, wait: { quoteSeconds: 600 } });
    expect(sampling.forcedWaitSeconds('support')).toBe(600);

    await sampling.force(queue, null);
    expect(table.snapshot).toMatchObject({ wait: { quoteSeconds: 60 } });
    expect(sampling.forcedWaitSeconds('support')).toBeNull();
    await clock.advance(60);
    expect(table.snapshot).toMatchObject({ sampledAtMs: NOON_MS + 120_000, wait: { quoteSeconds: 60 } });
  });

  it('goes on while the table is down, and says so', async () => {
    await sampling.start();
    await sampling.force(queue, 600);
    table.isDown = true;
    await clock.advance(60);
    expect(sampling.last).toEqual({ atMs: NOON_MS + 60_000, outcome: 'error' });
    expect(await sampling.snapshot('support')).toBeNull();
    await expect(sampling.force(queue, 300)).rejects.toThrow('the table is down');
    table.isDown = false;
    await clock.advance(60);
    expect(await sampling.snapshot('support')).toMatchObject({ wait: { quoteSeconds: 300 } });
  });
});
