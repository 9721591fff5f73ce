import { firstOf, refusalsOf } from '../finding.ts';
import { ifThere } from '../twilio-failures.ts';
import { each, type ResourceKind } from './kind.ts';
import { mustExist, type ReferencedQueue, referencedQueues, uniqueBy } from './referenced-queue.ts';

export const taskQueueKind: ResourceKind<ReferencedQueue, { sid: string }> = {
  wanted: referencedQueues,

  read: ({ twilio, wanted }) =>
    each(uniqueBy(wanted, 'taskQueueSid'), ({ taskRouter: { workspaceSid, taskQueueSid } }) =>
      ifThere(() => twilio.taskRouter.workspaces(workspaceSid).taskQueues(taskQueueSid).fetch()),
    ),

  plan: ({ wanted, found }) => ({ refusals: refusalsOf(wanted.map(mustExist('task queue', 'taskQueueSid', found))) }),

  checks: [
    {
      name: 'every task queue exists',
      look: ({ wanted, found }) => firstOf(wanted, mustExist('task queue', 'taskQueueSid', found)),
    },
  ],
};
