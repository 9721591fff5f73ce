import * as v from 'valibot';
import type { Sampling } from '../../aws/lambda/sampling-schedule.ts';
import type { QueueFloor } from '../../world/floors/queue-floor.ts';
import { BadInput, numberField, optional, readFields, wholeNumberField } from './input.ts';

export interface QueueControls {
  /** By the queue's name. */
  floors: ReadonlyMap<string, QueueFloor>;
  sampling: Sampling;
}

const A_DAY_SECONDS = 24 * 60 * 60;

const fields = optional({
  agents: wholeNumberField(0, 500),
  handleSeconds: numberField(1, A_DAY_SECONDS),
  callsPerMinute: numberField(0, 600),
  acceptShare: numberField(0, 1),
  waitSeconds: v.nullable(wholeNumberField(0, A_DAY_SECONDS)),
});

export async function showQueue({ floors, sampling }: QueueControls, name: string) {
  const floor = floorOf(floors, name);
  return {
    queue: name,
    ...floor.conditions,
    waitSeconds: sampling.forcedWaitSeconds(name),
    agentStates: floor.agents(),
    tasks: floor.tasks(),
    snapshot: await sampling.snapshot(name),
  };
}

export async function changeQueue(controls: QueueControls, name: string, body: object) {
  const { waitSeconds, ...conditions } = readFields(body, fields);
  const floor = floorOf(controls.floors, name);
  floor.change(conditions);
  if (waitSeconds !== undefined) await controls.sampling.force(floor.queue, waitSeconds);
  return showQueue(controls, name);
}

export function floorOf(floors: QueueControls['floors'], name = ''): QueueFloor {
  const floor = floors.get(name);
  if (floor) return floor;
  throw new BadInput(`There is no queue "${name}".`, `Use one of: ${[...floors.keys()].join(', ')}.`, 404);
}
