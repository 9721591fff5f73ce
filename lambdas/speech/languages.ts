import type { Language } from '../domain/queue-config.ts';
import { englishUs } from './en-us.ts';
import { spanishUs } from './es-us.ts';
import type { Sentences } from './sentences.ts';

const languages = { 'en-US': englishUs, 'es-US': spanishUs } satisfies Record<Language, Sentences>;

export function sentencesIn(language: Language): Sentences {
  return languages[language];
}
