import { type FaultName, faultNames } from '../../local/world/faults/faults.ts';
import { isOfOneWebhook } from '../../local/world/faults/one-webhook-faults.ts';

/** What hangs, or stops in the middle of an answer, is to the service as slow as what is slow: `npm run test:faults` tells them apart. */
const asSlow = /-(hang|headers-only|half-body|drip)$/;

/** The faults that whole calls are played with, each by itself. Those of one webhook have calls of their own. */
export const faultsOfWholeCalls: readonly FaultName[] = faultNames.filter(
  (name) => !asSlow.test(name) && !isOfOneWebhook(name),
);
