import type { QueueConfig } from '../lambdas/domain/queue-config.ts';
import type { VirtualClock } from './clock.ts';
import type { Floors } from './floors.ts';
import type { ReturnLine } from './mindful/return-line.ts';
import { SimulatedMindful } from './mindful/simulated-mindful.ts';
import type { Sampling } from './sampling.ts';
import type { SimulatedTwilio } from './twilio/simulated-twilio.ts';
import { sipDomainName } from './twilio-account.ts';

export interface MindfulSideOptions {
  queues: readonly QueueConfig[];
  clock: VirtualClock;
  floors: Floors;
}

interface Surroundings {
  twilio: SimulatedTwilio;
  sampling: Sampling;
}

/** Mindful and Twilio call each other, so Mindful is made first and gets to know the others afterwards. */
export function createMindful({ queues, clock, floors }: MindfulSideOptions) {
  let surroundings: Surroundings | undefined;
  const mindful: SimulatedMindful = new SimulatedMindful({
    clock,
    callTargets: queues.map(({ name, callTarget }) => ({ ...callTarget, queue: name })),
    returnLine: { call: (invitation, listener) => surroundings && callBack(surroundings.twilio, invitation, listener) },
    sipDomainName,
    paceSeconds: (queue) => {
      const forced = surroundings?.sampling.forcedWaitSeconds(queue);
      return forced ?? floors.byQueue.get(queue)?.paceSeconds(mindful.waitingAtHome(queue)) ?? 0;
    },
  });
  return {
    mindful,
    connectMindful: (known: Surroundings) => {
      surroundings = known;
    },
  };
}

function callBack(twilio: SimulatedTwilio, ...[invitation, listener]: Parameters<ReturnLine['call']>): void {
  const answer = twilio.sipCall(invitation, { connected: () => listener.onAgent(), ended: () => listener.onEnd() });
  if ('refused' in answer) listener.onEnd();
}
