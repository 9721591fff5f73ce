import type { Step } from '../../webhook.ts';
import { voidAcceptance } from './void-acceptance.ts';

/**
 * A caller's call is over: an acceptance that never reached Mindful is void. Most calls have none, and a look costs a fifth of a
 * write that is refused.
 */
export const callEnded: Step<'call-ended'> = async (webhook, services) => {
  const measurements = await voidAcceptance(webhook, services);
  return { body: 'no-content', measurements, log: { cancelled: measurements.length > 0 } };
};
