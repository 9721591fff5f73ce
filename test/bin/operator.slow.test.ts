import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../../bin/command/command-line.ts';
import { readAssignments } from '../../bin/operator/assignments.ts';
import { operator as definition, orderOf, withDefaultUrl } from '../../bin/operator/command-line.ts';
import { readUntil } from '../../bin/operator/until.ts';
import { describeTime, zoneOf } from '../../bin/operator/zoned-time.ts';
import { logMessages } from '../../lambdas/log/log-messages.ts';
import { NOON_MS, queueConfig, queuePolicy } from '../support/builders.ts';
import { forceWait, staff, useContactCentre } from '../support/contact-centre.ts';
import { Phone } from '../support/phone.ts';

describe('until when', () => {
  it.each([
    ['30m', NOON_MS + 30 * 60_000],
    ['2h', NOON_MS + 2 * 3_600_000],
    ['7d', NOON_MS + 7 * 86_400_000],
    ['8d', undefined],
    ['0m', undefined],
    ['2026-03-02T12:00:01Z', NOON_MS + 1000],
    ['2026-03-02T12:00:00Z', undefined],
    ['2026-03-02', undefined],
    ['tomorrow', undefined],
    ['25:00', undefined],
  ])('%s', (text, untilMs) => expect(readUntil(text, NOON_MS, 'UTC')).toBe(untilMs));

  const newYork = 'America/New_York';

  it.each([
    ['a time to come today', '18:30', '2026-03-02T12:00:30Z', '2026-03-02T23:30:00Z'],
    ['a time that is over today is one of tomorrow', '9:00', '2026-03-02T16:00:00Z', '2026-03-03T14:00:00Z'],
    ['this very minute is one of tomorrow', '07:00', '2026-03-02T12:00:59Z', '2026-03-03T12:00:00Z'],
    ['the night that has no such time', '02:30', '2026-03-08T06:00:00Z', '2026-03-09T06:30:00Z'],
    ['the night that has it twice: the first', '01:30', '2026-11-01T04:00:00Z', '2026-11-01T05:30:00Z'],
  ])('takes a time of day where the queue is: %s', (_, text, now, until) =>
    expect(readUntil(text, Date.parse(now), newYork)).toBe(Date.parse(until)),
  );

  it('is said back with the day, the zone and the time that the log has', () =>
    expect(describeTime(Date.parse('2026-11-29T23:00:00Z'), newYork)).toBe(
      'Sun 2026-11-29 18:00 America/New_York (2026-11-29T23:00:00Z)',
    ));

  it.each([
    [
      'the zone of its opening hours',
      queueConfig({ openingHours: { timeZone: newYork, weekly: {}, closedDates: [] } }),
      newYork,
    ],
    ["this machine's without them", queueConfig(), Intl.DateTimeFormat().resolvedOptions().timeZone],
  ])('has for a queue %s', (_, queue, zone) => expect(zoneOf(queue)).toBe(zone));
});

describe('field=value', () => {
  const current = queuePolicy();

  it.each([
    [['offers=off'], { offers: 'off' }],
    [['thresholdSeconds=600', 'offers=ask'], { thresholdSeconds: 600, offers: 'ask' }],
    [['announcement=We = here'], { announcement: 'We = here' }],
    [['inQueueOffer.atMost=0'], { inQueueOffer: { afterSeconds: 120, everySeconds: 300, atMost: 0 } }],
    [
      ['inQueueOffer.atMost=1', 'inQueueOffer.afterSeconds=60'],
      { inQueueOffer: { afterSeconds: 60, everySeconds: 300, atMost: 1 } },
    ],
    [['whenClosed={"kind":"say"}'], { whenClosed: { kind: 'say' } }],
  ])('%j', (assignments, change) => expect(readAssignments(assignments, current)).toEqual(change));

  it.each(['offers', '=off', 'a..b=1', '__proto__.x=1'])('is refused: %s', (assignment) =>
    expect(() => readAssignments([assignment], current)).toThrow(/field/),
  );
});

describe('an order that is not complete', () => {
  it.each([
    ['--by sam', /Write show, set, clear, roster or forget-roster/],
    ['stop support', /There is no "stop": write show, set, clear, roster or forget-roster/],
    ['set', /Write the name of a queue/],
    ['set support --why x --until 1h', /field=value/],
    ['set support offers=off --why x', /Until when/],
    ['set support offers=off --until 1h', /Why/],
    ['clear support', /Why/],
    ['show support offers=off', /takes no field/],
    ['set support --colour red', /colour/],
  ])('%s', (line, problem) => expect(() => orderFrom(`${line} --stage prod`)).toThrow(problem));

  it('names its stage', () => expect(() => orderFrom('show support')).toThrow(/Which stage/));

  it.each([
    ['set --all offers=off --until 1h --why x --stage prod', { queue: undefined, assignments: ['offers=off'] }],
    ['show support --local', { localUrl: 'http://localhost:3000' }],
    ['show support --local http://localhost:4000', { localUrl: 'http://localhost:4000' }],
    ['show support --stage prod', { stage: 'prod', localUrl: undefined }],
  ])('or says that it is about this machine: %s', (line, order) => expect(orderFrom(line)).toMatchObject(order));

  function orderFrom(line: string) {
    return orderOf(readCommandLine(definition, withDefaultUrl(line.split(' '))));
  }
});

describe('an operator', () => {
  const centre = useContactCentre();

  async function operator(...args: string[]): Promise<string> {
    const command = ['--import', 'tsx', 'bin/operator.ts', ...args, '--local', centre().url, '--by', 'sam'];
    const run = promisify(execFile)(process.execPath, command);
    const { stdout, stderr } = await run.catch((failed: { stdout: string; stderr: string }) => failed);
    return stdout + stderr;
  }

  const noted = () =>
    centre()
      .logs.latest(200)
      .map(({ line }) => line as Record<string, unknown>)
      .filter(({ code }) => String(code).startsWith('CB4'));

  it('switches offers off: no caller is asked from five seconds later on, nobody on hold either, until the time is over', async () => {
    await staff(centre(), 0);
    await forceWait(centre(), 600);
    const before = await Phone.dial(centre());
    await before.hears(/press 1/, 1);
    const text = await operator('set', 'support', 'offers=off', '--until', '30m', '--why', 'Mindful works on it');
    expect(text).toMatch(/support: overridden until .* by sam: Mindful works on it\n {2}offers = "off"/);
    await centre().clock.advance(6);
    const after = await Phone.dial(centre());
    await after.isPutInTheQueue(1);
    await after.waits(200);
    after.neverHeard(/press 1/);
    await after.hangsUp();
    await before.hangsUp();
    await centre().clock.advance(1700);
    const later = await Phone.dial(centre());
    await later.hears(/press 1/, 1);
    await later.hangsUp();
    expect(noted()).toMatchObject([
      { code: logMessages.operatorSet.code, by: 'sam', why: 'Mindful works on it', policy: '{"offers":"off"}' },
      { code: logMessages.operatorExpired.code, by: 'sam' },
    ]);
  });

  it('does not transfer a caller who accepts after the switch', async () => {
    await forceWait(centre(), 600);
    const caller = await Phone.dial(centre());
    await caller.hears(/press 1/, 1);
    await operator('set', 'support', 'offers=off', '--until', '30m', '--why', 'w');
    await caller.presses('1');
    await caller.isPutInTheQueue(10);
    await caller.hangsUp();
    await operator('clear', 'support', '--why', 'over');
  });

  it('speaks to callers: before the offer, or when they begin to hold, once', async () => {
    const words = 'Our office in Springfield is closed today.';
    await operator('set', 'support', `announcement=${words}`, '--until', '30m', '--why', 'snow');
    await centre().clock.advance(6);
    const heard = (phone: Phone) => phone.heard().filter((text) => text.includes('Springfield')).length;
    const asked = await Phone.dial(centre());
    await asked.hears(/Springfield/, 1);
    await asked.hears(/press 1/, 20);
    await asked.waits(60);
    expect(heard(asked)).toBe(1);
    await asked.hangsUp();
    await forceWait(centre(), 30);
    const queued = await Phone.dial(centre());
    await queued.hears(/Springfield/, 2);
    await queued.hears(/Please hold/, 20);
    await queued.waits(60);
    expect(heard(queued)).toBe(1);
    await queued.hangsUp();
  });

  it('keeps what was set before, sees it, and takes all of it back', async () => {
    await operator('set', 'support', 'inQueueOffer.atMost=0', '--until', '1h', '--why', 'busy');
    expect(await operator('show', 'support')).toMatch(
      /announcement = .*Springfield[\s\S]*inQueueOffer = .*"atMost":0[\s\S]*latest changes:[\s\S]*sam set announcement/,
    );
    expect(await operator('clear', 'support', '--why', 'thaw')).toMatch(/support: as configured/);
    await centre().clock.advance(66);
    expect(noted().at(-1)).toMatchObject({ code: logMessages.operatorCleared.code, by: 'sam', why: 'thaw' });
  });

  it('sees which agents are usual as the sampler has seen them, and has that learned anew', async () => {
    await forceWait(centre(), null);
    await staff(centre(), 4);
    await centre().clock.advance(45 * 60);
    expect(await operator('roster', 'support')).toMatch(/support: usual agents[\s\S]*Monday: .*\d\d:\d\d 4/);
    expect(await operator('forget-roster', 'support')).toMatch(/Forgotten for .*: support/);
    expect(await operator('roster', 'support')).toMatch(/support: nothing is remembered/);
    await centre().clock.advance(30 * 60);
    expect(await operator('roster', 'support')).toMatch(/ 4(,|\n)/);
    await staff(centre(), 0);
  });

  it('stops and resumes the offers of every queue with one command each', async () => {
    const stopped = await operator('set', '--all', 'offers=off', '--until', '1h', '--why', 'Mindful is down');
    expect(stopped.match(/overridden until/g)).toHaveLength(2);
    expect(await operator('show', '--all')).toMatch(/support: overridden[\s\S]*billing: overridden/);
    const resumed = await operator('clear', '--all', '--why', 'Mindful is back');
    expect(resumed).toMatch(/support: as configured[\s\S]*billing: as configured/);
  });

  it('changes no queue when the change is wrong for one of them', async () => {
    const text = await operator('set', '--all', 'inQueueOffer.atMost=-1', '--until', '1h', '--why', 'w');
    expect(text).toMatch(/inQueueOffer\.atMost is -1/);
    expect(await operator('show', '--all')).not.toMatch(/: overridden/);
  });

  it.each([
    [
      ['set', 'support', 'thresholdSeconds=-1', '--until', '1h', '--why', 'w'],
      /thresholdSeconds is -1: write a whole number from 0 to 86400/,
    ],
    [['set', 'support', 'colour=red', '--until', '1h', '--why', 'w'], /colour is not known here: write one of offers/],
    [
      ['set', 'support', 'language=es-US', '--until', '1h', '--why', 'w'],
      /language is "es-US", which is not in this stage/,
    ],
    [['set', 'support', 'offers=off', '--until', 'soon', '--why', 'w'], /--until soon: write/],
    [['set', 'sales', 'offers=off', '--until', '1h', '--why', 'w'], /no queue "sales": write one of support/],
  ])('is told what to write instead: %j', async (args, problem) => expect(await operator(...args)).toMatch(problem));
});
