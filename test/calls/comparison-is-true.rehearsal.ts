import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { type Caller, callersAt, randomArrivals } from '../../local/console/comparison/callers.ts';
import { playComparedDay } from '../../local/console/comparison/compared-day.ts';
import { daysToPlay, usualPolicies } from '../../local/console/comparison/comparison.ts';
import { type Spread, spreadOf } from '../../local/console/comparison/spread.ts';
import { type ContactCentre, startContactCentre } from '../../local/contact-centre.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';
import { NOON_MS, queueConfig, writtenConfiguration } from '../support/builders.ts';
import { testBundles } from '../support/test-bundles.ts';

/** The same callers as on the model, through every webhook, with the deployed bundles. */
const habits = { handleSeconds: 240, patienceSeconds: 600, acceptShare: 0.6 };
const AGENTS = 6;
const SEEDS = [1, 2, 3, 4, 5];
const STEP_SECONDS = 2;
const DECIDES_AFTER_MS = 3000;

const policies = {
  'No callbacks': { offers: 'off' },
  'Return calls first': { returnOrder: 'priority' },
  'Place kept': { returnOrder: 'place' },
} as const;

const callersOf = (seed: number) => callersAt(randomArrivals({ seed, callsPerMinute: 2, minutes: 60 }), habits, seed);
const numberOf = (index: number) => `+1415556${String(index).padStart(4, '0')}`;
const isReturn = ({ to }: CallRecord) => to.startsWith('sip:return-');

interface Person {
  caller: Caller;
  call: CallRecord;
  choosingSinceMs?: number | undefined;
}

interface Lived {
  hungUp: number;
  averageHoldSeconds: number;
  averageSecondsToAgent: number;
}

let centre: ContactCentre | undefined;
afterAll(() => centre?.stop());

async function live(policy: object, seed: number): Promise<Lived> {
  const reading = checkConfiguration(writtenConfiguration(policy));
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const { configuration } = reading;
  const running = await startContactCentre({ configuration, startMs: NOON_MS, bundles: testBundles, seed });
  centre = running;
  const callers = callersOf(seed);
  running.floors.get('support')?.change({ agents: AGENTS, handleSeconds: habits.handleSeconds });
  running.taskRouter.changeBehaviour({
    handleSeconds: ({ attributes: { customerPhone, from } }) =>
      callers[Number(String(customerPhone ?? from).slice(-4))]?.handleSeconds ?? habits.handleSeconds,
  });
  await running.clock.settle();
  const people: Person[] = [];
  const returns = new Map<string, CallRecord>();
  const lastMs = NOON_MS + (callers.at(-1)?.atMs ?? 0);
  const isOver = () =>
    running.clock.nowMs() > lastMs + 3_600_000 ||
    (running.clock.nowMs() > lastMs && people.every((person) => person.call.where === 'ended') && !isAnybodyAtHome());
  const isAnybodyAtHome = () =>
    running.mindful.callbacks().some(({ state }) => !['talking', 'completed'].includes(state));
  while (!isOver()) {
    const nowMs = running.clock.nowMs();
    for (const caller of callers.slice(people.length).filter(({ atMs }) => NOON_MS + atMs <= nowMs)) {
      people.push({
        caller,
        call: running.twilio.call({ from: numberOf(caller.attributes.index), to: '+14155550100' }),
      });
    }
    for (const person of people) act(running, person);
    await running.clock.settle();
    await running.clock.advance(STEP_SECONDS);
    for (const call of running.twilio.list()) if (isReturn(call)) returns.set(call.callSid, call);
  }
  await running.stop();
  centre = undefined;
  return told(people, [...returns.values()]);
}

function act({ twilio, clock }: ContactCentre, person: Person): void {
  const { call, caller } = person;
  if (call.where === 'ended') return;
  const nowMs = clock.nowMs();
  const entered = enteredAtMs(call);
  const isImpatient = entered !== undefined && nowMs - entered >= caller.patienceSeconds * 1000;
  if (isImpatient && /^(holding|choosing)/.test(call.where)) twilio.hangUp(call.callSid);
  if (!call.where.startsWith('choosing')) {
    person.choosingSinceMs = undefined;
    return;
  }
  person.choosingSinceMs ??= nowMs;
  if (!caller.acceptsCallback || nowMs - person.choosingSinceMs < DECIDES_AFTER_MS) return;
  twilio.press(call.callSid, '1');
}

const enteredAtMs = ({ transcript }: CallRecord) => transcript.find(({ kind }) => kind === 'enters')?.atMs;
const agentAtMs = ({ transcript }: CallRecord) =>
  transcript.find(({ kind, text }) => kind === 'connected' && text.startsWith('Agent'))?.atMs;

/** On the phone without an agent: until the agent, the yes, or the end. */
function heldMs(call: CallRecord): number {
  const from = enteredAtMs(call);
  if (from === undefined) return 0;
  const accepted = call.transcript.find(({ kind, text, atMs }) => kind === 'presses' && text === '1' && atMs >= from);
  return Math.min(...[agentAtMs(call), accepted?.atMs, call.endedAtMs].flatMap((atMs) => atMs ?? [])) - from;
}

function told(people: readonly Person[], returns: readonly CallRecord[]): Lived {
  const returnOf = ({ from }: CallRecord) =>
    returns.find(({ webhooks }) => Object.values(webhooks[0]?.parameters ?? {}).includes(from));
  const fates = people.map(({ call }) => {
    const back = returnOf(call);
    const reachedAtMs = agentAtMs(call) ?? (back && agentAtMs(back));
    return {
      holdSeconds: (heldMs(call) + (back ? heldMs(back) : 0)) / 1000,
      toAgentSeconds: reachedAtMs === undefined ? undefined : (reachedAtMs - call.startedAtMs) / 1000,
    };
  });
  const toAgent = fates.flatMap(({ toAgentSeconds }) => toAgentSeconds ?? []);
  return {
    hungUp: fates.length - toAgent.length,
    averageHoldSeconds: spreadOf(fates.map(({ holdSeconds }) => holdSeconds)).mean,
    averageSecondsToAgent: spreadOf(toAgent).mean,
  };
}

describe.each(Object.entries(policies))('an hour of callers under "%s"', (name, policy) => {
  const lived: Lived[] = [];
  beforeAll(async () => {
    for (const seed of SEEDS) lived.push(await live(policy, seed));
  }, 3_600_000);

  const queue = queueConfig();
  const modelled = daysToPlay({
    ...{ queue, seeds: SEEDS, staff: [{ atMs: 0, agents: AGENTS }], wrapUpSeconds: 5, callersOf },
    policies: usualPolicies(queue.policy).filter((one) => one.name === name),
  }).map((day) => playComparedDay(day).summary);

  it.each<keyof Lived & keyof (typeof modelled)[number]>(['hungUp', 'averageHoldSeconds', 'averageSecondsToAgent'])(
    'is the same on the model, within its spread: %s',
    (figure) => {
      const model = spreadOf(modelled.map((day) => day[figure]));
      const real = spreadOf(lived.map((day) => day[figure]));
      process.stdout.write(`${name}, ${figure}: played ${inWords(real)}; modelled ${inWords(model)}\n`);
      expect(Math.abs(real.mean - model.mean)).toBeLessThanOrEqual(model.most - model.least);
    },
  );
});

const inWords = ({ mean, least, most }: Spread) => `${mean.toFixed(1)} (${least.toFixed(0)} to ${most.toFixed(0)})`;
