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
  // After an offer: another number than the caller's.
  'anotherNumber',
  // Before the number is keyed in, and what is wrong with one.
  'enterNumber',
  'numberIncomplete',
  'numberNotCallable',
  'numberTooOften',
  // While Mindful is dialled; it promises nothing yet.
  'transferring',
  // The transfer failed and the caller is back in the queue.
  'transferFailed',
  // Mindful is asked to register the callback; it promises nothing yet.
  'registering',
  // The same, when the first answer tells too little.
  'stillRegistering',
  // Mindful cannot call this number, and the caller is in the queue.
  'numberRefused',
  // Mindful takes no callbacks now, and the caller is in the queue.
  'noCallbacksNow',
  // To callers with an open callback: they keep it; it is cancelled; it could not be cancelled.
  'callbackKept',
  'callbackCancelled',
  'callbackStands',
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

/**
 * Twilio's edges by the older names that they share with regions. `;region=` and `;edge=` of a SIP address name the same places.
 * https://www.twilio.com/docs/global-infrastructure/localized-uris/termination
 */
export const sipEdges = {
  us1: 'ashburn',
  us2: 'umatilla',
  ie1: 'dublin',
  de1: 'frankfurt',
  sg1: 'singapore',
  jp1: 'tokyo',
  br1: 'sao-paulo',
  au1: 'sydney',
} as const;

/** Where Twilio keeps accounts apart. https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions */
export const twilioRegions = ['us1', 'ie1', 'au1'] as const;
