import type { Language, SpokenLanguage } from '../domain/queue-config.ts';
import type { Sentences } from './sentences.ts';
import { sentencesOf } from './spoken-language.ts';

const known = new Map<Language, Sentences>();

/** The languages of a configuration, which travel with it: once a container, before the first webhook. */
export function learnLanguages(languages: Readonly<Record<Language, SpokenLanguage>>): void {
  for (const [code, language] of Object.entries(languages)) known.set(code, sentencesOf(code, language));
}

export function sentencesIn(language: Language): Sentences {
  const sentences = known.get(language);
  if (!sentences) throw new Error(`nobody has learned ${language}: the configuration does not name it`);
  return sentences;
}
