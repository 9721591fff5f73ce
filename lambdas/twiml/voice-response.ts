import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { QueuePolicy } from '../domain/queue-config.ts';
import { sentencesIn } from '../speech/languages.ts';
import type { FixedSentences } from '../speech/sentences.ts';

export { VoiceResponse };

type SayAttributes = NonNullable<Parameters<VoiceResponse['say']>[0]> & object;

/** Anything that can speak: the document itself or a `<Gather>` in it. */
interface Speaker {
  say(attributes: SayAttributes, message: string): unknown;
  play(url: string): unknown;
}

/** A fixed sentence in the queue's language: its recording, if there is one, or the queue's voice. */
export function speak(speaker: Speaker, policy: QueuePolicy, name: keyof FixedSentences): void {
  const recording = policy.recordings[name];
  if (recording) speaker.play(recording);
  else say(speaker, policy, sentencesIn(policy.language)[name]);
}

/** Any text in the queue's voice and language. */
export function say(speaker: Speaker, policy: QueuePolicy, text: string): void {
  speaker.say({ voice: policy.voice, language: policy.language } as SayAttributes, text);
}
