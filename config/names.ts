/** Names that the configuration, the code and the editors' schema share. This file imports nothing. */

export const estimatorNames = [
  'people-ahead',
  'waiting-callbacks',
  'queue-length',
  'head-of-line',
  'last-accepted',
  'average-acceptance',
] as const;

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The sentences that are always the same, and so can be recordings instead. */
export const fixedSentences = [
  // Before the offer is read once more.
  'wrongKey',
  // The caller has asked for a callback before, which still stands; they hold now.
  'callbackPending',
  // While Mindful is dialled; it promises nothing yet.
  'transferring',
  // The transfer failed and the caller is back in the queue.
  'transferFailed',
  // After Mindful has taken the callback.
  'goodbye',
  // Once, at the beginning of the hold.
  'holding',
  // To a customer who was called back and waits for the agent.
  'returnHolding',
  // Outside opening hours, before the call ends.
  'closed',
  // The queue holds no more callers for the moment; the caller waits for room.
  'queueFull',
  // No room for too long, before the call ends.
  'turnedAway',
] as const;
