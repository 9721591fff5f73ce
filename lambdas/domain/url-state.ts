const WHOLE_NUMBER = /^\d{1,10}$/;

/**
 * State that a later step needs travels in the URLs that we mint: one row per key, with what its value may look like. The
 * gate refuses everything else, so that nothing of a form can be passed off as part of a query.
 */
const urlStateFormats = {
  /** When the caller joined the queue, in epoch seconds. */
  since: WHOLE_NUMBER,
  /** When the caller left the queue for Mindful, in epoch seconds. */
  left: WHOLE_NUMBER,
  greeted: /^1$/,
  /** The caller has heard the queue's announcement. */
  announced: /^1$/,
  /** Offers made while holding. */
  offered: WHOLE_NUMBER,
  offers: /^none$/,
  /** How often this call was queued again because TaskRouter had given its task up. */
  again: WHOLE_NUMBER,
  /** How often this call found no way into the queue, or fell out of it by a fault. */
  tries: WHOLE_NUMBER,
  /** The call has found the queue full, and was offered a callback then if there was one to be offered. */
  full: /^1$/,
  /** The quoted wait in seconds. */
  wait: WHOLE_NUMBER,
  /** The upper end of the quoted wait in seconds. */
  high: WHOLE_NUMBER,
  /** The offer is heard for the second time. */
  attempt: /^2$/,
  return: /^(proven|due|unproven)$/,
  /** What became of a stay in the queue that a Studio flow made: Twilio's QueueResult. */
  result: /^[a-z-]{0,40}$/,
  /** How long that stay lasted, in seconds. */
  waited: /^\d{0,10}$/,
  /** The call in which the callback was accepted. */
  first: /^CA[0-9a-f]{32}$/i,
} as const satisfies Record<string, RegExp>;

export type UrlState = { [Key in keyof typeof urlStateFormats]?: string | number | undefined };

/** Whether a query is one that we have minted: known keys, each once, with values in their formats. */
export function isUrlState(rawQuery: string): boolean {
  const seen = new Set<string>();
  return rawQuery.split('&').every((pair) => {
    const [key = '', value = '', ...rest] = pair.split('=');
    if (rest.length > 0 || seen.has(key) || !Object.hasOwn(urlStateFormats, key)) return false;
    seen.add(key);
    return urlStateFormats[key as keyof typeof urlStateFormats].test(value);
  });
}
