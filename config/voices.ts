import type { Language } from '../lambdas/domain/queue-config.ts';

export const defaultVoices: Record<Language, string> = {
  'en-US': 'Polly.Joanna-Neural',
  'es-US': 'Polly.Lupe-Neural',
};

/** Amazon Polly's names do not tell their language; Google's do (`Google.es-US-Neural2-A`). */
const pollyNames: Record<Language, string> = {
  'en-US': 'Danielle|Gregory|Ivy|Joanna|Joey|Justin|Kendra|Kevin|Kimberly|Matthew|Ruth|Salli|Stephen',
  'es-US': 'Lupe|Miguel|Pedro|Penelope',
};

/**
 * Whether a `<Say>` voice speaks the language: with another's, Twilio may say nothing at all.
 * https://www.twilio.com/docs/voice/twiml/say/text-speech
 */
export function voiceSpeaks(voice: string, language: Language): boolean {
  const polly = new RegExp(`^Polly\\.(${pollyNames[language]})(-Neural|-Generative)?$`);
  return polly.test(voice) || voice.startsWith(`Google.${language}-`);
}
