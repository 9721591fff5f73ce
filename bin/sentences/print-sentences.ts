import { fixedSentences } from '../../config/names.ts';
import type { Due } from '../../lambdas/domain/callback/due.ts';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import type { SpokenLanguage } from '../../lambdas/domain/queue-config.ts';
import { quoteWait } from '../../lambdas/domain/quote.ts';
import { LAST_PLACE } from '../../lambdas/domain/wait/line.ts';
import { sentencesOf } from '../../lambdas/speech/spoken-language.ts';

const LONGEST_MINUTES = 130;
const TIMES = 40;
const PLACES = Array.from({ length: LAST_PLACE }, (_, index) => index + 1);
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];
const NUMBERS = ['+14155550123', '+442079460123', '+4915112345678'];
const DAY_MS = 24 * 60 * 60_000;
const NOON_MS = Date.parse('2026-03-02T12:00:00Z');

/** Every sentence of a language: those with a wait for 0 to 130 minutes, those with a time for 40 times of day, today and later. */
export function printSentences(code: string, language: SpokenLanguage): string[] {
  const sentences = sentencesOf(code, language);
  const quotes = Array.from({ length: LONGEST_MINUTES + 1 }, (_, minutes) => quoteWait(minutes * 60, 240));
  const ranges = quotes.map(({ waitSeconds }) => quoteWait(waitSeconds, 240, waitSeconds + 300));
  const capped = quotes.slice(1).map(({ waitSeconds }) => quoteWait(waitSeconds + 1, waitSeconds / 60));
  const waits = [...quotes, ...ranges, ...capped];
  const times = Array.from({ length: TIMES }, (_, index): Due => {
    const atMs = NOON_MS - DAY_MS / 2 + (index * DAY_MS) / TIMES + (index % 3) * DAY_MS;
    return { kind: 'at', atMs, nowMs: NOON_MS, timeZone: 'UTC' };
  });
  const dues = [{ kind: 'now' } as const, ...waits.map((quote) => ({ kind: 'in', quote }) as const), ...times];
  const numbers = NUMBERS.flatMap((number) => parsePhoneNumber(number) ?? []);
  const named = (name: string, said: readonly string[]) => said.map((text) => `${code} ${name}: ${text}`);
  return [
    ...fixedSentences.flatMap((name) => named(name, [sentences[name]])),
    ...named('chooseLanguage', KEYS.map(sentences.chooseLanguage)),
    ...named('place', PLACES.map(sentences.place)),
    ...named('confirmNumber', numbers.map(sentences.confirmNumber)),
    ...named('offer', waits.map(sentences.offer)),
    ...named('inQueueOffer', waits.map(sentences.inQueueOffer)),
    ...named('registered', dues.map(sentences.registered)),
    ...named('openCallback', dues.map(sentences.openCallback)),
  ];
}
