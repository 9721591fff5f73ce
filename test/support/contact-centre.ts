import { afterAll, beforeAll } from '@jest/globals';
import { checkConfiguration } from '../../config/read-configuration.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { type ContactCentre, startContactCentre } from '../../local/contact-centre.ts';
import { NOON_MS, writtenConfiguration } from './builders.ts';
import { testBundles } from './test-bundles.ts';

export interface FloorOptions {
  policy?: object;
  /** The whole configuration as an operator would write it, where one queue is not enough. */
  written?: object;
  startMs?: number;
  /** SharedKeys sign and an API key asks. */
  withoutAuthToken?: boolean;
  /** How many instances of each function take turns. */
  instances?: number;
}

/**
 * A contact centre for one test file: the deployed bundles behind real signed HTTP, on a clock that only the test moves.
 * Nobody is on shift until the test says so.
 */
export function useContactCentre(options: FloorOptions = {}) {
  const { policy = {}, written, startMs = NOON_MS, withoutAuthToken = false, instances } = options;
  const holder: { centre?: ContactCentre } = {};
  beforeAll(async () => {
    const configuration = checked(written ?? writtenConfiguration(policy));
    holder.centre = await startContactCentre({
      ...{ configuration, startMs, withoutAuthToken, instances, bundles: testBundles, faultDelayMs: 1500 },
    });
    for (const floor of holder.centre.floors.values()) floor.change({ agents: 0, handleSeconds: 60 });
  });
  afterAll(() => holder.centre?.stop());
  return () => {
    if (!holder.centre) throw new Error('the contact centre has not started');
    return holder.centre;
  };
}

function checked(candidate: object): Configuration {
  const reading = checkConfiguration(candidate);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.configuration;
}

/** Makes the wait what the test wants it to be, and past the few seconds for which functions remember the last one. */
export async function forceWait(centre: ContactCentre, waitSeconds: number | null, queue = 'support'): Promise<void> {
  const floor = centre.floors.get(queue);
  if (!floor) throw new Error(`no queue ${queue}`);
  await centre.sampling.force(floor.queue, waitSeconds);
  await centre.clock.advance(6);
}

export async function staff(centre: ContactCentre, agents: number, queue = 'support'): Promise<void> {
  centre.floors.get(queue)?.change({ agents });
  await centre.clock.settle();
}

/**
 * Between two tests: everybody who is still waiting, at home or in the queue, is served within `seconds`. Nothing is
 * sampled until then, for a sample takes longer than all else of a quiet minute.
 */
export async function serveEverybody(centre: ContactCentre, seconds: number): Promise<void> {
  await staff(centre, 20);
  centre.faults.set('sampler-stopped', true);
  await centre.clock.advance(seconds - 60);
  centre.faults.set('sampler-stopped', false);
  await centre.clock.advance(60);
  await staff(centre, 0);
}

/** The lines that will tell of a time-out. Where nothing is meant to be slow, the machine was too busy, and counts say nothing. */
export function noteTimeouts({ logs }: ContactCentre): unknown[] {
  const lines: unknown[] = [];
  logs.listen(({ line }) => {
    if (JSON.stringify(line).includes('TimeoutError')) lines.push(line);
  });
  return lines;
}
