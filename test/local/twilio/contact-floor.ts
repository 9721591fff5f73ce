import type { WorkspaceEvent } from '../../../local/taskrouter/events.ts';
import { TaskRouterModel } from '../../../local/taskrouter/model.ts';
import { TaskRouterQueue } from '../../../local/twilio/task-router-queue.ts';
import { VirtualClock } from '../../../local/world/clock/clock.ts';
import { PhoneLine, START_MS, WORKFLOW } from './phone-line.ts';

export const WORKSPACE = 'WS11111111111111111111111111111111';
export const TASK_QUEUE = 'WQ11111111111111111111111111111111';
const RING_SECONDS = 3;
const TALK_SECONDS = 60;
const WRAP_UP_SECONDS = 10;

/** TaskRouter with one queue, whose workflow gives a task up after ten minutes, on a clock. */
export class ContactFloor {
  readonly clock: VirtualClock;
  readonly events: WorkspaceEvent[] = [];
  readonly model: TaskRouterModel;
  readonly queue: TaskRouterQueue;

  /** With `targetPriority`, which its workflow's target sets. */
  constructor(clock = new VirtualClock(START_MS), { targetPriority }: { targetPriority?: number } = {}) {
    this.clock = clock;
    this.model = new TaskRouterModel({
      seed: 1,
      startMs: clock.nowMs(),
      taskQueues: [{ sid: TASK_QUEUE, friendlyName: 'support' }],
      workflows: [
        {
          sid: WORKFLOW,
          friendlyName: 'support',
          targets: [
            { taskQueueSid: TASK_QUEUE, timeoutSeconds: 600, ...(targetPriority && { priority: targetPriority }) },
          ],
        },
      ],
      behaviour: {
        acceptDelaySeconds: () => RING_SECONDS,
        handleSeconds: () => TALK_SECONDS,
        wrapUpSeconds: () => WRAP_UP_SECONDS,
      },
    });
    this.queue = new TaskRouterQueue({ clock, model: this.model, onEvent: (event) => this.events.push(event) });
  }

  /** So many agents are on shift from now on. */
  async staff(count: number): Promise<void> {
    this.model.setWorkerCount({ taskQueueSid: TASK_QUEUE, count }, this.clock.nowMs());
    this.queue.catchUpSoon();
    await this.clock.settle();
  }
}

/** A phone line whose queue is a real TaskRouter model. */
export async function openStaffedLine(): Promise<{ line: PhoneLine; floor: ContactFloor }> {
  const clock = new VirtualClock(START_MS);
  const floor = new ContactFloor(clock);
  return { floor, line: await PhoneLine.open({ clock, twilio: { voiceQueue: floor.queue } }) };
}
