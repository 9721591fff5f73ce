import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { clearOverride, setOverride } from '../../lambdas/domain/operator-override.ts';
import { alarms } from '../../lib/monitoring/alarms.ts';
import { savedQueries } from '../../lib/monitoring/log-queries.ts';
import { useAlarmRehearsal } from '../support/alarm-rehearsal.ts';
import { forceWait } from '../support/contact-centre.ts';
import { queueWithMindful } from '../support/mindful-queue.ts';
import { isTrue } from '../support/over-sentences.ts';
import { Phone } from '../support/phone.ts';
import { alarmSection, allCommands, chapter, commandsIn, queriesIn, reasonRow } from '../support/runbook-page.ts';
import { useRunbookTerminal } from '../support/runbook-terminal.ts';
import { troublesOf } from '../support/runbook-troubles.ts';

const { centre, oneCaller, longWaits } = useAlarmRehearsal();
const { type, typed } = useRunbookTerminal(centre, queueWithMindful());

/** What no contact centre on this machine can answer, by how it begins, and why. */
const elsewhere: Record<string, string> = {
  'aws sns subscribe': 'only AWS sends a message to an address',
  'npm run doctor -- --stage prod --notify': 'the topic is of AWS; test/bin/doctor.test.ts holds what is sent to it',
  'npx cdk import': 'npm run test:deploy, against an emulator of AWS',
  'npx cdk destroy -c stage=prod': 'npm run test:deploy',
  'npx cdk deploy -c stage=prod': 'npm run test:deploy',
  "npx cdk deploy --app 'npx tsx bin/github-access.ts'": 'GitHub and an account of AWS have to know each other',
  'git switch --detach': 'test/version-skew/going-back.rehearsal.ts goes back in the middle of calls',
  'npm run report -- --month 2026-11 --stage prod': 'test/bin/report/cloudwatch-metrics.test.ts types it',
};

/** No function is turned away on this machine, and none begins without having read its keys. */
const onlyInAws = ['throttled', 'unverifiable'];

/** Asks every saved query, each call by itself, as the page says it is asked here; resolves to what the named ones answer. */
async function answersOf(names: readonly string[]): Promise<string> {
  const [general = '', ofCall = ''] = commandsIn(chapter('Questions to the log'));
  const answers: string[] = [];
  for (const name of names) {
    const command = general.replace('problems-by-code', name);
    const calls = [...(await type(general.replace('problems-by-code', 'lost-callbacks'))).matchAll(/CA\w{32}/g)];
    const isOfCall = savedQueries.some((query) => query.name === name && query.query.includes('CA...'));
    answers.push(await (isOfCall ? type(ofCall.replace('one-call', name), `${calls[0]}`) : type(command)));
  }
  return answers.join('');
}

async function callersFor(seconds: number): Promise<void> {
  const untilMs = centre().clock.nowMs() + seconds * 1000;
  while (centre().clock.nowMs() < untilMs) {
    await oneCaller();
    await centre().clock.advance(5);
  }
}

const troubles = troublesOf(centre, callersFor);

const beganAtMs = performance.now();
afterAll(() => {
  const seconds = Math.round((performance.now() - beganAtMs) / 1000);
  process.stdout.write(
    `The runbook: ${typed.length} commands typed, ${Object.keys(troubles).length} alarms, in ${seconds} s\n`,
  );
});

/** Callers by the minute, or other steps, until it is so. */
async function until(isSo: () => boolean, step: () => Promise<void>, hoursAtMost: number): Promise<void> {
  const { clock } = centre();
  const giveUpAtMs = clock.nowMs() + hoursAtMost * 3_600_000;
  while (!isSo()) {
    if (clock.nowMs() > giveUpAtMs) throw new Error('it has not come to that');
    await step();
  }
}

afterEach(async () => {
  const nowMs = centre().clock.nowMs();
  await centre().policies.putOperator('support', clearOverride(undefined, { by: 'sam', why: 'next' }, nowMs));
});

describe('whoever is woken and has the page alone', () => {
  it.each(Object.entries(troubles))(
    '%s: sees what the page says, types what it says, and knows when it is over',
    async (
      alarm,
      { begin, goOn = () => callersFor(60), end, recover = () => callersFor(60), shows, isMendedFirst, hours = 0.75 },
    ) => {
      const { confirm, todo, over } = alarmSection(alarm);
      const { clock, monitor } = centre();
      await longWaits();
      const raisedSince = (fromMs: number) =>
        monitor.alarmsRaised({ fromMs, toMs: clock.nowMs() }).some((name) => name.split('-')[0] === alarm);
      const fromMs = clock.nowMs();
      await begin();
      await until(() => raisedSince(fromMs), goOn, hours);
      if (shows) expect(await answersOf(queriesIn(confirm + todo))).toMatch(shows);
      const [sentence = '', ...typedAfterwards] = [over.replace(/^After `[^`]+`, /, ''), ...commandsIn(over)];
      expect(isTrue(sentence, centre())).toBe(false);
      if (isMendedFirst) await end?.();
      for (const command of commandsIn(todo)) await type(command);
      if (!isMendedFirst) await end?.();
      for (const command of typedAfterwards) await type(command);
      await until(() => isTrue(sentence, centre()), recover, hours);
      const { periodSeconds = 300, periods = 1 } = alarms.find(({ name }) => name === alarm) ?? {};
      const overSinceMs = clock.nowMs();
      await clock.advance(2 * periodSeconds * periods);
      expect(raisedSince(overSinceMs)).toBe(false);
    },
    600_000,
  );

  it('has a section here for every alarm', () =>
    expect([...Object.keys(troubles), ...onlyInAws].sort()).toEqual(alarms.map(({ name }) => name).sort()));
});

describe('why no callback is offered', () => {
  const reasonOf = async (phone: Phone) => /"because":"([^"]*)"/.exec(await askWhy(phone))?.[1];
  const askWhy = (phone: Phone) => {
    const [, ofCall = ''] = commandsIn(chapter('Questions to the log'));
    return type(ofCall.replace('one-call', 'why-offered-or-not'), phone.record.callSid);
  };

  it.each([
    ['operator-off', 600, { offers: 'off' }],
    ['wait-short', 90, { thresholdSeconds: 120 }],
    ['too-many-callbacks', 600, { maxOpenCallbacks: 0 }],
  ] as const)(
    '%s: is read in the log and mended by what the row says',
    async (reason, waitSeconds, policy) => {
      await longWaits();
      const { clock, policies } = centre();
      const order = { by: 'sam', why: 'a test', policy, untilMs: clock.nowMs() + 86_400_000 };
      await policies.putOperator('support', setOverride(undefined, order, clock.nowMs()));
      await forceWait(centre(), waitSeconds);
      const before = await Phone.dial(centre());
      expect(await reasonOf(before)).toBe(reason);
      await before.hangsUp();
      for (const command of commandsIn(reasonRow(reason))) await type(command);
      await clock.advance(6);
      const after = await Phone.dial(centre());
      await after.hears(/press 1/, 5);
      await after.hangsUp();
    },
    120_000,
  );
});

it('changes a queue by hand as the page says', async () => {
  for (const command of commandsIn(chapter('Change a queue by hand'))) {
    const said = await type(command);
    if (command.includes(' -- set ')) expect(said).toMatch(/overridden until/);
    if (command.includes(' -- clear ')) expect(said).toMatch(/support: as configured/);
  }
}, 240_000);

it('asks what Twilio has against a call that took the fallback, as the page says', async () => {
  const [, , ofTwilio = ''] = commandsIn(chapter('Questions to the log'));
  await longWaits();
  centre().faults.set('webhook-500', true);
  const { callSid } = (await Phone.dial(centre())).record;
  centre().faults.set('webhook-500', false);
  // The event of its task was lost as well, and is caught up.
  await centre().clock.advance(240);
  expect(await answersOf(['fallback-calls'])).toContain(callSid);
  expect(await type(ofTwilio, callSid)).toMatch(/"faults":\["[^"]*error 11200, https:[^"]*incoming-call/);
}, 120_000);

it('reports on a month', async () => {
  const [command = ''] = commandsIn(chapter('A month on a page')).filter((text) => text.endsWith('--local'));
  expect(await type(command)).toMatch(/^Written: callback-local-2026-11\.html$/m);
});

it('leaves no command of the page untyped but those that are tried elsewhere', () => {
  const left = allCommands.filter((command) => !typed.includes(command));
  expect(left.filter((command) => !Object.keys(elsewhere).some((begins) => command.startsWith(begins)))).toEqual([]);
});
