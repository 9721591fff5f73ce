import { askControl } from '../state/control-api.ts';
import { presentSection } from '../state/floor-store.ts';
import { linkTo } from '../state/route.ts';
import { someNumber } from '../state/words.ts';

/** When the lines are full and the agents' pace is known. */
const LONG_WAIT_MINUTE = 6;

export async function playPeak(): Promise<void> {
  const answer = await askControl('POST', 'scenes/monday-peak');
  if (answer) location.hash = linkTo('floor');
}

/** A full queue, and a call from a phone that is there to be used. */
export async function callInTheWait(): Promise<void> {
  const to = presentSection('queues')?.[0]?.numbers[0];
  const answer = await askControl('POST', 'scenes/ten-minute-wait', { fromMinute: LONG_WAIT_MINUTE });
  if (!answer) return;
  await askControl('POST', 'calls', { from: someNumber().replaceAll(' ', ''), to });
  location.hash = linkTo('phones');
}
