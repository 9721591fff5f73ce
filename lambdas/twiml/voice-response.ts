import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { QueuePolicy } from '../domain/queue-config.ts';

export { VoiceResponse };

type SayAttributes = NonNullable<Parameters<VoiceResponse['say']>[0]> & object;

/** Anything that can speak: the document itself or a `<Gather>` in it. */
interface Speaker {
  say(attributes: SayAttributes, message: string): unknown;
}

/** One sentence in the queue's voice and language. */
export function speak(speaker: Speaker, policy: QueuePolicy, sentence: string): void {
  speaker.say({ voice: policy.voice, language: policy.language } as SayAttributes, sentence);
}
