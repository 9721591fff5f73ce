import { once } from 'node:events';
import { get } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { localTime } from '../../../lambdas/domain/offer/opening-hours.ts';
import { scenes } from '../../../local/world/scenes/scenes.ts';
import { staff, useContactCentre } from '../../support/contact-centre.ts';
import { Phone } from '../../support/phone.ts';

describe('the console side of a contact centre', () => {
  const open = useContactCentre({ policy: { thresholdSeconds: 120 } });

  async function ask(method: string, path: string, body?: object) {
    const response = await fetch(`${open().url}/control/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  }

  it('serves its page from memory, compressed to 150 KB or less in all', async () => {
    let bytes = 0;
    for (const path of ['/', '/console.js', '/console.css?2', '/favicon.svg']) {
      const [response] = await once(get(open().url + path, { headers: { 'accept-encoding': 'gzip' } }), 'response');
      expect(response).toMatchObject({ statusCode: 200, headers: { 'content-encoding': 'gzip' } });
      bytes += (await buffer(response)).length;
    }
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(150_000);
  });

  it('tries a policy on the next caller, takes it back, and says what would keep it', async () => {
    const centre = open();
    await centre.sampling.force(centre.floors.get('support')?.queue ?? ({} as never), 300);
    await ask('PUT', 'queues/support/policy', { thresholdSeconds: 600 });
    await centre.clock.advance(6);
    const patient = await Phone.dial(centre);
    await patient.isPutInTheQueue();
    patient.neverHeard(/press 1/);

    const { body } = await ask('GET', 'queues/support/policy');
    expect(body).toMatchObject({
      configured: { thresholdSeconds: 120 },
      effective: { thresholdSeconds: 600 },
      fragment: { name: 'support', policy: { thresholdSeconds: 600 } },
    });

    expect((await ask('PUT', 'queues/support/policy', {})).body).toMatchObject({
      effective: { thresholdSeconds: 120 },
    });
    await centre.clock.advance(6);
    const offered = await Phone.dial(centre);
    await offered.hears(/press 1/);
  });

  it.each([
    [{ thresholdSeconds: -1 }, /thresholdSeconds/],
    [{ estimator: 'guess' }, /estimator/],
    [{ nonsense: 1 }, /nonsense/],
  ])('refuses the policy %j as the configuration would', async (policy, words) => {
    const { status, body } = await ask('PUT', 'queues/support/policy', policy);
    expect(status).toBe(400);
    expect(body.error).toMatch(words);
  });

  it('explains a call: the decision, and what it was made from', async () => {
    const centre = open();
    const phone = await Phone.dial(centre);
    await phone.hears(/press 1/);
    const { body } = await ask('GET', `calls/${phone.record.callSid}`);
    expect(body.decisions[0]).toMatchObject({
      route: 'incoming-call',
      line: { decision: 'ask', waitSeconds: 300 },
      inputs: { snapshot: { wait: { quoteSeconds: 300 } } },
    });
    expect(body.webhooks[0].requestId).toMatch(/^.{16,}$/);
    expect(body.decisions[0].line.requestId).toBe(body.webhooks[0].requestId);
  });

  it('explains a call by the sample from which it was decided, and not by one that came in the same seconds', async () => {
    const centre = open();
    const { queue } = centre.floors.get('support') ?? {};
    if (!queue) throw new Error('no queue');
    await centre.clock.advance(6);
    await Phone.dial(centre);
    await centre.clock.advance(1);
    await centre.sampling.force(queue, 900);
    const phone = await Phone.dial(centre);
    const { body } = await ask('GET', `calls/${phone.record.callSid}`);
    expect(body.decisions[0]).toMatchObject({
      line: { decision: 'ask', waitSeconds: 300 },
      inputs: { snapshot: { wait: { quoteSeconds: 300 } } },
    });
  });

  it('keeps what the charts draw: lengths, estimates, real waits, offers', async () => {
    const centre = open();
    await centre.sampling.force(centre.floors.get('support')?.queue ?? ({} as never), null);
    await staff(centre, 3);
    await centre.clock.advance(300);
    const { body } = await ask('GET', 'queues/support/history');
    expect(body.points.length).toBeGreaterThan(5);
    expect(body.offers.figures.offered).toBeGreaterThan(0);
    expect(body.points.some(({ actuals }: { actuals: number }) => actuals > 0)).toBe(true);
    expect((await ask('GET', 'queues/nowhere/history')).status).toBe(404);
  });

  it('begins a scene at nine on a Monday with an empty floor and a fresh estimate, and no alarm of the time it skipped', async () => {
    const centre = open();
    centre.mindful.change({ behaviour: 'busy' });
    const caller = await Phone.dial(centre);
    await ask('POST', 'scenes/quiet-day');
    centre.liveClock.setSpeed(0);
    for (const floor of centre.floors.values()) floor.change({ callsPerMinute: 0 });
    const nowMs = centre.clock.nowMs();
    expect(localTime(centre.timeZone, nowMs)).toMatchObject({ weekday: 'monday', time: '09:00' });
    expect(caller.record.where).toBe('ended');
    const snapshot = await centre.sampling.snapshot('support');
    expect(nowMs - (snapshot?.sampledAtMs ?? 0)).toBeLessThanOrEqual(60_000);
    expect((await ask('GET', 'queues/support/history')).body.points.length).toBeLessThanOrEqual(3);
    await centre.clock.advance(600);
    expect((await ask('GET', 'dashboard')).body.alarms).toEqual([]);
  });

  it('plays a scene: sets the stage, follows its steps, and knows when it is over', async () => {
    const centre = open();
    centre.faults.set('taskrouter-down', true);
    await ask('POST', 'scenes/half-ill');
    centre.liveClock.setSpeed(0);
    for (const floor of centre.floors.values()) floor.change({ callsPerMinute: 0 });
    expect(centre.faults.isOn('taskrouter-down')).toBe(false);
    expect(centre.floors.get('support')?.conditions.agents).toBe(8);
    await centre.clock.advance(12 * 60);
    expect(centre.floors.get('support')?.conditions.agents).toBe(4);
    expect((await ask('GET', 'scenes')).body.running).toMatchObject({ name: 'half-ill', summary: null });
    expect((await ask('POST', 'scenes/stop')).body.running).toBeNull();
    await centre.clock.advance(40 * 60);
    expect(centre.floors.get('support')?.conditions.agents).toBe(4);
    expect((await ask('POST', 'scenes/nothing')).status).toBe(404);
    expect(Object.keys(scenes)).toHaveLength(5);
  });

  it('plays the first minutes of a scene at once, and sums up what became of its callers at its end', async () => {
    const centre = open();
    const { body } = await ask('POST', 'scenes/quiet-day', { fromMinute: 55 });
    centre.liveClock.setSpeed(0);
    expect(centre.clock.nowMs() - body.running.startedAtMs).toBeGreaterThanOrEqual(55 * 60_000);
    expect(body.running.summary).toBeNull();
    await centre.clock.advance(5 * 60);
    const { summary } = (await ask('GET', 'scenes')).body.running;
    expect(summary).toMatchObject({ hungUp: 0, longestHoldSeconds: expect.any(Number) });
    expect(summary.callers).toBeGreaterThan(3);
    expect((await ask('POST', 'scenes/quiet-day', { fromMinute: 61 })).status).toBe(400);
  });

  it('compares the arrivals of the last hour with and without callbacks', async () => {
    const centre = open();
    centre.floors.get('support')?.change({ callsPerMinute: 4, acceptShare: 0, agents: 20 });
    await centre.clock.advance(15 * 60);
    const { status, body } = await ask('POST', 'comparison', { arrivals: 'recorded', agents: 2, seeds: 2 });
    expect(status).toBe(200);
    const calls = body.policies.map(({ days }: { days: { calls: number }[] }) => days.map((day) => day.calls));
    expect(calls).toEqual([calls[0], calls[0], calls[0]]);
    expect(calls[0]).toHaveLength(2);
    expect(calls[0][0]).toBeGreaterThan(20);
    const never = { name: 'Never', policy: { offers: 'off' } };
    const { body: more } = await ask('POST', 'comparison', {
      ...{ agents: 2, callsPerMinute: 2, seeds: 1 },
      policies: [never],
    });
    expect(more.policies.map(({ name }: { name: string }) => name)).toContain('Never');
    expect(more.policies[1].days[0].figures.offered).toBeGreaterThan(0);
    expect(more.policies[3].days[0].figures.offered).toBeNull();
    const tooMany = await ask('POST', 'comparison', { callsPerMinute: 600, minutes: 1440 });
    expect(tooMany).toMatchObject({ status: 400, body: { do: expect.stringContaining('shorter') } });
  }, 120_000);

  it("reads a file of one's own calls, says what of it cannot be used, and compares the rest", async () => {
    const row = (minute: number) => `2026-03-02 09:${String(minute).padStart(2, '0')}:00,90,no,200`;
    const csv = ['Arrival,Wait,Abandoned,Handled', ...Array.from({ length: 30 }, (_, minute) => row(minute)), 'x'].join(
      '\n',
    );
    const { body: read } = await ask('POST', 'own-calls', { csv });
    expect(read).toMatchObject({ missing: [], rows: 31, problemCount: 1, facts: { calls: 30, hungUp: 0 } });
    expect(read.problems).toMatchObject([{ line: 32 }]);
    const { body } = await ask('POST', 'comparison', { arrivals: 'file', file: { csv }, seeds: 1 });
    expect(body.ownCalls.calls).toBe(30);
    expect(body.policies[2].days[0].calls).toBe(30);

    const unknown = await ask('POST', 'comparison', { arrivals: 'file', file: { csv: 'a,b\nc,d' } });
    expect(unknown).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('arrival, wait, abandoned') },
    });
    const empty = await ask('POST', 'comparison', {
      arrivals: 'file',
      file: { csv: 'Arrival,Wait,Abandoned\nx,1,no' },
    });
    expect(empty).toMatchObject({ status: 400, body: { do: expect.stringContaining('Line 2') } });
    const wrong = await ask('POST', 'own-calls', { csv, columns: { arrival: 'first' } });
    expect(wrong).toMatchObject({ status: 400, body: { do: expect.stringContaining('from 0') } });
  }, 120_000);
});
