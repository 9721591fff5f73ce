import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import {
  type Check,
  type Finding,
  firstOf,
  good,
  goodAs,
  lookAt,
  unknown,
} from '../../lambdas/provisioning/finding.ts';
import type { Facts, VoiceQueue } from './facts.ts';

/** While its workflow has no Queue resource. https://www.twilio.com/docs/taskrouter/twiml-queue-calls */
const BY_DEFAULT = 100;

/** Of the places that there are. */
const NEARLY_FULL = 0.8;

/** Who finds the queue of a workflow full is offered a callback, or waits outside of the line. */
export const roomCheck: Check<Facts> = {
  name: 'a caller finds room in the queue of every workflow',
  look: ({ voiceQueues, twilio, access }) => {
    if (!twilio.ok) return good;
    if (!voiceQueues.ok) return unknown(voiceQueues.problem, 'mend that first, then run this again');
    const rooms = roomsOf(access.configuration, voiceQueues.value);
    const nearlyFull = firstOf(rooms, hasRoom);
    return nearlyFull.verdict === 'good' ? goodAs(rooms.map(describe).join(', ')) : nearlyFull;
  },
};

interface Room {
  workflowSid: string;
  waiting: number;
  most: number;
}

function roomsOf({ queues }: Configuration, found: readonly VoiceQueue[]): Room[] {
  return [...new Set(queues.map(({ taskRouter }) => taskRouter.workflowSid))].map((workflowSid) => {
    const queue = found.find(({ friendlyName }) => friendlyName === workflowSid);
    return { workflowSid, waiting: queue?.currentSize ?? 0, most: queue?.maxSize ?? BY_DEFAULT };
  });
}

function hasRoom(room: Room): Finding {
  if (room.waiting < room.most * NEARLY_FULL) return good;
  return lookAt(describe(room), "raise MaxSize of the Queue resource that has the workflow's SID as its FriendlyName");
}

function describe({ workflowSid, waiting, most }: Room): string {
  return `${waiting} of at most ${most} calls wait in ${workflowSid}`;
}
