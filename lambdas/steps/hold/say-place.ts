import { placeInLine } from '../../domain/wait/line.ts';
import { sentencesIn } from '../../speech/languages.ts';
import { say, type VoiceResponse } from '../../twiml/voice-response.ts';
import type { CallWebhook } from '../../webhook.ts';

export interface PlaceSaid {
  /** When the caller joined the queue, in epoch seconds. */
  sinceSeconds: number;
  /** The place in line that was said last; 0 where none is to be said. */
  placeSaid: number | undefined;
}

/** The caller's place in line, the first time and whenever it has come down since it was said last. */
export function sayPlace(
  document: VoiceResponse,
  { queue, callSid }: CallWebhook,
  { sinceSeconds, placeSaid }: PlaceSaid,
): number | undefined {
  const { policy, snapshot } = queue;
  const place = snapshot?.line && placeInLine(snapshot.line, { callSid, sinceSeconds });
  if (place === undefined || (placeSaid !== undefined && place >= placeSaid)) return placeSaid;
  say(document, policy, sentencesIn(policy.language).place(place));
  return place;
}
