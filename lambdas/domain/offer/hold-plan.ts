import type { InQueueOffer } from '../queue-config.ts';

/**
 * Whether the next offer to a caller on hold is due: the first after `afterSeconds`, then one every `everySeconds`, never
 * more than `atMost`. A caller whose music ran past two offers hears one, not two in a row.
 */
export function isInQueueOfferDue(plan: InQueueOffer, heldSeconds: number, offersMade: number): boolean {
  if (offersMade >= plan.atMost) return false;
  return heldSeconds >= plan.afterSeconds + offersMade * plan.everySeconds;
}
