import type { UrlState } from '../routes.ts';
import type { CallRequest } from '../webhook.ts';

/** How a call has fared on its way into the queue; its URLs hand this on, so that nothing goes round for ever. */
export interface QueueAttempts {
  /** How often it was queued again because TaskRouter had given its task up. */
  again: number;
  /** How often it found no way into the queue, or fell out of it by a fault. */
  tries: number;
  /** It has found the queue full, and has been offered a callback then if there was one to be offered. */
  full: boolean;
}

export const firstAttempt: QueueAttempts = { again: 0, tries: 0, full: false };

export function readAttempts({ state }: Pick<CallRequest, 'state'>): QueueAttempts {
  return {
    again: state.again ?? 0,
    tries: state.tries ?? 0,
    full: state.full !== undefined,
  };
}

export function writeAttempts({ again, tries, full }: QueueAttempts): Pick<UrlState, 'again' | 'tries' | 'full'> {
  return { again: again || undefined, tries: tries || undefined, full: full || undefined };
}
