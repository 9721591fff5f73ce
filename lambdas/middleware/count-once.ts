import type { WebhookEvent } from './webhook-event.ts';

/** Twilio gives a webhook up after 15 seconds and tries it again twice at most: later it is another one. */
const REMEMBER_MS = 60_000;
const REMEMBER_AT_MOST = 10_000;

/**
 * Whether this is the first time that the instance sees a webhook; to be asked only of those that count something. The
 * signature covers the URL and every parameter, so a repeat has the same one, and nothing else does but hold documents that
 * count nothing. A repeat that meets another instance is counted again: to rule that out would cost a write for each webhook. What a
 * callback record goes through is counted exactly, because each step of it is a conditional write.
 */
export function countOnce(clockMs: () => number): (event: WebhookEvent) => boolean {
  const seenAtMs = new Map<string, number>();
  return ({ headers, rawPath, body }) => {
    // Mindful signs nothing: its webhooks are told apart by what they say.
    const signature = headers['x-twilio-signature'] ?? `${rawPath} ${body}`;
    const nowMs = clockMs();
    for (const [oldest, atMs] of seenAtMs) {
      if (nowMs - atMs < REMEMBER_MS && seenAtMs.size < REMEMBER_AT_MOST) break;
      seenAtMs.delete(oldest);
    }
    if (seenAtMs.has(signature)) return false;
    seenAtMs.set(signature, nowMs);
    return true;
  };
}
