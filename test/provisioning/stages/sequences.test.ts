import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../../config/read-configuration.ts';
import { accountFor } from '../../../local/wiring/account-contents.ts';
import { writtenConfiguration } from '../../support/builders.ts';
import { contentsOf } from '../simulated-account.ts';
import { stateOf, wrongsOf } from './each-keeps-its-own.ts';
import { startRegions } from './operator-writes.ts';
import { after, keyOf, type Place, stepsAt, type World } from './world.ts';

const [SUPPORT, RETURN, STAGING] = ['+14155550100', '+14155550109', '+14155550101'];

function configured(numbers: string[], returnNumbers: string[], takeOver: string[] = []) {
  const { queues, ...written } = writtenConfiguration();
  const [queue] = queues;
  const reading = checkConfiguration({
    ...written,
    queues: [{ ...queue, numbers, returnNumbers }],
    twilio: { takeOver },
  });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

const prod = {
  stage: 'prod',
  configuration: configured([SUPPORT], [RETURN]),
  taking: configured([SUPPORT, STAGING], [RETURN], [STAGING]),
};
const staging = {
  stage: 'staging',
  configuration: configured([STAGING], []),
  taking: configured([STAGING, SUPPORT], [], [SUPPORT]),
};
const places: readonly Place[] = [
  { ...prod, region: 'us-east-1' },
  { ...staging, region: 'us-east-1' },
  { ...staging, region: 'eu-west-1' },
];
const MOST_STEPS = 5;

let regions: Awaited<ReturnType<typeof startRegions>>;
beforeAll(async () => {
  regions = await startRegions();
});
afterAll(() => regions.stop());

const empty: World = { rows: accountFor(configured([SUPPORT, STAGING], [RETURN])), live: new Map(), begun: 0 };
const untouched = JSON.stringify(contentsOf(empty.rows));
const wrongs: string[] = [];
/** By state and steps that are left: how many sequences go on from there. */
const known = new Map<string, number>();

/** A number is given back to what it was taken from, also when that is gone. */
const didTake = (path: readonly string[]) => path.some((step) => step.startsWith('take over'));

/** Goes every way from here, a state that was met before only once; returns the number of sequences. */
async function explore(world: World, path: readonly string[]): Promise<number> {
  const left = MOST_STEPS - path.length;
  if (left === 0) return 0;
  const state = `${left} ${stateOf(world)} ${didTake(path)}`;
  const met = known.get(state);
  if (met !== undefined) return met;
  let sequences = 0;
  for (const place of places) {
    for (const step of stepsAt(world, place)) {
      const taken = [...path, `${step} ${keyOf(place)}`];
      const next =
        step === 'override' ? await overridden(world, place, taken) : await changed(world, place, step, taken);
      sequences += 1 + (await explore(next, taken));
    }
  }
  known.set(state, sequences);
  return sequences;
}

async function overridden(world: World, place: Place, path: readonly string[]): Promise<World> {
  const tableName = world.live.get(keyOf(place))?.tableName;
  const written = new Set(await regions.override(world, place));
  if (written.size !== 1 || !written.has(`${tableName} in ${place.region}`))
    wrongs.push(`${path.join(', ')}: written to ${[...written]}`);
  return world;
}

/** What a deploy or a deletion leads to from a state, which is found out once. */
const led = new Map<string, World>();

async function changed(
  before: World,
  place: Place,
  step: Parameters<typeof after>[2],
  path: readonly string[],
): Promise<World> {
  const key = `${path.at(-1)} ${didTake(path)} ${stateOf(before)}`;
  const met = led.get(key);
  if (met) return met;
  const { world, ...rest } = await after(before, place, step);
  led.set(key, world);
  for (const wrong of wrongsOf({ step, before, world, ...rest })) wrongs.push(`${path.join(', ')}: ${wrong}`);
  if (world.live.size === 0 && !didTake(path) && JSON.stringify(contentsOf(world.rows)) !== untouched)
    wrongs.push(`${path.join(', ')}: nothing is deployed, and Twilio is not as it was`);
  return world;
}

describe('two stages and two regions in one account', () => {
  it('keep what is their own, in every sequence of up to five steps', async () => {
    const sequences = await explore(empty, []);
    expect(wrongs).toEqual([]);
    expect(sequences).toBe(5548);
  }, 120_000);
});
