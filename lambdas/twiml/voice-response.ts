import type { InChosenLanguage, QueuePolicy } from '../domain/queue-config.ts';
import { sentencesIn } from '../speech/languages.ts';
import type { FixedSentences } from '../speech/sentences.ts';
import { VoiceResponse } from './twiml-document.ts';

export { VoiceResponse };

/** Anything that can speak: the document itself or a `<Gather>` in it. */
type Speaker = Pick<VoiceResponse, 'say' | 'play'>;

/** A queue, in the language that the caller has chosen. */
export type SpeakingQueue = Pick<InChosenLanguage, 'ownPolicy'> & { policy: QueuePolicy };

/** A fixed sentence in the queue's language: its recording, if there is one, or the queue's voice. */
export function speak(speaker: Speaker, policy: QueuePolicy, name: keyof FixedSentences): void {
  const recording = policy.recordings[name];
  if (recording) speaker.play(recording);
  else say(speaker, policy, sentencesIn(policy.language)[name]);
}

/** The message to callers, if there is one, as it is written: in the queue's own language. */
export function announce(speaker: Speaker, { policy, ownPolicy = policy }: SpeakingQueue): void {
  if (policy.announcement !== undefined) say(speaker, ownPolicy, policy.announcement);
}

/** Any text in the queue's voice and language. */
export function say(speaker: Speaker, policy: QueuePolicy, text: string): void {
  speaker.say({ voice: policy.voice, language: policy.language }, text);
}

/**
 * Hold music. The pause keeps a broken music URL from turning the hold into a request loop: Twilio skips what it can't
 * play and asks for the next document at once.
 */
export function playMusic(document: VoiceResponse, policy: QueuePolicy): void {
  document.play(policy.musicUrl);
  document.pause({ length: 1 });
}

/** The timed verb for a leg that only a machine listens to. */
export function keepSilent(document: VoiceResponse): void {
  document.pause({ length: 20 });
}

/** What the policy wants outside opening hours; `false` when callers go to the queue as always. */
export function closed(document: VoiceResponse, policy: QueuePolicy): boolean {
  switch (policy.whenClosed.kind) {
    case 'queue':
      return false;
    case 'say':
      speak(document, policy, 'closed');
      document.hangup();
      return true;
    case 'redirect':
      document.redirect(policy.whenClosed.url);
      return true;
  }
}
