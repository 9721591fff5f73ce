import type { SimulatedMindful } from '../../mindful/simulated-mindful.ts';
import type { SimulatedTwilio } from '../../twilio/simulated-twilio.ts';
import type { VirtualClock } from '../clock/clock.ts';
import type { QueueFloor } from '../floors/queue-floor.ts';

export interface PeopledFloor {
  clock: VirtualClock;
  floors: ReadonlyMap<string, QueueFloor>;
  mindful: Pick<SimulatedMindful, 'callbacks'>;
  twilio: Pick<SimulatedTwilio, 'list' | 'hangUp'>;
}

const MOST_MINUTES = 120;
const FEWEST_AGENTS = 3;

/** Lets nobody new in and serves everybody who is on the phone or at home; who is left after two hours hangs up. */
export async function emptyFloor({ clock, floors, mindful, twilio }: PeopledFloor): Promise<void> {
  for (const floor of floors.values()) {
    floor.change({ callsPerMinute: 0, agents: Math.max(FEWEST_AGENTS, floor.conditions.agents) });
  }
  const live = () => twilio.list().filter(({ where }) => where !== 'ended');
  const atHome = () => mindful.callbacks().filter(({ state }) => state === 'waiting' || state === 'calling-customer');
  for (let minute = 0; minute < MOST_MINUTES; minute += 1) {
    if (live().length + atHome().length === 0) return;
    await clock.advance(60);
  }
  for (const { callSid } of live()) twilio.hangUp(callSid);
  await clock.settle();
}
