import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import { type Environment, environmentNames } from '../../lambdas/runtime/environment.ts';
import { LambdaHost } from '../../local/aws/lambda/lambda-host.ts';
import { startContactCentre } from '../../local/contact-centre.ts';
import { NOON_MS, writtenConfiguration } from '../support/builders.ts';
import { callbackStatuses } from '../support/callback-statuses.ts';
import { testBundles } from '../support/test-bundles.ts';
import { bundlesOf } from './earlier-build.ts';
import { builds } from './replay.ts';
import { Floor, handedBack, type Scene, scenes } from './scenes.ts';

type Way = 'going back' | 'a deploy';

/** Acceptances, refusals and hang-ups before the queue and on hold, the return call, and callers whom Mindful hands back. */
const played: { name: string; scene: Scene; ways: Way[] }[] = [
  { name: 'asked before the queue', scene: sceneNamed('asked before the queue'), ways: ['going back', 'a deploy'] },
  { name: 'asked on hold', scene: sceneNamed('asked on hold'), ways: ['going back', 'a deploy'] },
  // A leg that 2026-11-25 has dialled is not played: its `answerOnBridge` brings the caller back to Mindful after the agent,
  // whichever version answers the REFER. So the version before is met after the transfer has begun, and in these calls alone.
  {
    name: 'handed back because no more callbacks are taken',
    scene: handedBack('maximum-reached'),
    ways: ['going back'],
  },
  { name: 'handed back by a caller who would rather hold', scene: handedBack('choose-hold'), ways: ['going back'] },
];

function sceneNamed(name: string): Scene {
  const scene = scenes[name];
  if (!scene) throw new Error(`no scene "${name}"`);
  return scene;
}

const LONGEST_MS = 300_000;

interface Played {
  webhooks: number;
  /** How each call ended, and what became of each callback. */
  outcome: string[];
  /** Log lines of errors: a safe answer is one. */
  errors: unknown[];
}

interface Change {
  first: string;
  last: string;
  /** So many webhooks are answered before the alias moves. */
  after: number;
}

const { invoke } = LambdaHost.prototype;

function configurationOf({ policy = {}, callTarget = {} }: Scene) {
  const written = writtenConfiguration(policy);
  const [queue] = written.queues;
  const queues = [{ ...queue, callTarget: { ...queue?.callTarget, ...callTarget } }];
  const reading = checkConfiguration({ ...written, queues });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

/** Plays a scene whose calls meet another version of the functions from some webhook on. */
async function play(scene: Scene, { first, last, after }: Change): Promise<Played> {
  const configuration = configurationOf(scene);
  const centre = await startContactCentre({ configuration, startMs: NOON_MS, bundles: first, faultDelayMs: 100 });
  const other = await LambdaHost.start({
    ...{ configuration, bundles: last, dynamoEndpoint: centre.table.endpoint, logs: centre.logs },
    environment: Object.fromEntries(environmentNames.map((name) => [name, process.env[name]])) as never as Environment,
    secretsManagerEndpoint: process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? '',
  });
  const errors: unknown[] = [];
  centre.logs.listen(({ line }) => {
    if ((line as { level?: string }).level === 'error') errors.push(line);
  });
  let webhooks = 0;
  LambdaHost.prototype.invoke = function (functionName, event) {
    if (functionName !== 'sampler') webhooks += 1;
    return invoke.call(webhooks > after ? other : this, functionName, event);
  };
  try {
    for (const floor of centre.floors.values()) floor.change({ agents: 0, handleSeconds: 60 });
    await centre.clock.advance(6);
    await scene.play(new Floor(centre));
    const calls = centre.twilio.list().map(({ to, where }) => `${to.replace(/@.*/, '')} ${where}`);
    const records = (await callbackStatuses(centre)).map((callback) => callback.join(' '));
    return { webhooks, outcome: [...calls, ...records].sort(), errors };
  } finally {
    LambdaHost.prototype.invoke = invoke;
    await other.stop();
    await centre.stop();
  }
}

describe.each(builds)('with %s as the version before', (build) => {
  const earlier = bundlesOf(build);
  if (earlier === undefined) {
    it.skip('skipped: this clone has not the history to build it from', () => undefined);
    return;
  }
  afterAll(() => rm(dirname(earlier), { recursive: true }));
  const bundlesBy = {
    'going back': { first: testBundles, last: earlier },
    'a deploy': { first: earlier, last: testBundles },
  } as const satisfies Record<Way, Pick<Change, 'first' | 'last'>>;

  describe.each(played)('$name', ({ scene, ways }) => {
    let whole: Played;
    beforeAll(async () => {
      whole = await play(scene, { first: testBundles, last: testBundles, after: Number.POSITIVE_INFINITY });
    }, LONGEST_MS);

    it.each(ways)(
      'ends as if nothing had happened, wherever %s comes in between',
      async (way) => {
        for (const part of [0.3, 0.7]) {
          const after = Math.round(whole.webhooks * part);
          const { outcome, errors } = await play(scene, { ...bundlesBy[way], after });
          expect({ after, errors, outcome }).toEqual({ after, errors: [], outcome: whole.outcome });
        }
      },
      LONGEST_MS,
    );
  });
});
