import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { printSentences } from '../../bin/sentences/print-sentences.ts';
import { languageCodes, readLanguage } from '../../config/read-languages.ts';
import type { SpokenLanguage } from '../../lambdas/domain/queue-config.ts';
import type { Quote } from '../../lambdas/domain/quote.ts';
import { sentencesOf } from '../../lambdas/speech/spoken-language.ts';
import { say, VoiceResponse } from '../../lambdas/twiml/voice-response.ts';
import { readTwiml } from '../../local/twilio/twiml-document.ts';
import { queuePolicy } from '../support/builders.ts';

interface Heard {
  fixed: Record<string, string>;
  offer: string[];
  inQueueOffer: string[];
  registered: string[];
  openCallback: string[];
  waits: string[];
}

const before: Record<string, Heard> = JSON.parse(readFileSync('test/data/sentences-of-0.1.json', 'utf8'));

function language(code: string): SpokenLanguage {
  const reading = readLanguage(code);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.language;
}

const quotes: Quote[] = [
  { waitSeconds: 0, kind: 'about', minutes: 8 },
  { waitSeconds: 0, kind: 'between', fromMinutes: 1, toMinutes: 65 },
  { waitSeconds: 0, kind: 'more-than', minutes: 120 },
];
const dues = quotes.map((quote) => ({ kind: 'in', quote }) as const);

describe.each(Object.entries(before))('callers hear in %s', (code, heard) => {
  const sentences = sentencesOf(code, language(code));

  it('what they heard when the sentences were code', () => {
    expect(sentences).toMatchObject(heard.fixed);
    expect(quotes.map(sentences.offer)).toEqual(heard.offer);
    expect(quotes.map(sentences.inQueueOffer)).toEqual(heard.inQueueOffer);
    expect(dues.map(sentences.registered)).toEqual(heard.registered);
    expect([...dues, { kind: 'now' } as const].map(sentences.openCallback)).toEqual(heard.openCallback);
  });

  it.each(heard.waits.map((wait, index) => [index + 1, wait] as const))('%d minutes as before', (minutes, wait) =>
    expect(sentences.wait({ waitSeconds: 0, kind: 'about', minutes })).toBe(wait),
  );
});

describe.each(languageCodes())('every sentence of %s', (code) => {
  const lines = printSentences(code, language(code));
  const said = (name: string) => lines.filter((line) => line.startsWith(`${code} ${name}: `));

  it('is well-formed TwiML, with every placeholder filled and no sentence ended twice', () => {
    expect(said('offer')).toHaveLength(131 + 131 + 130);
    expect(said('registered').length).toBeGreaterThan(said('offer').length + 40);
    for (const line of lines) {
      expect(line).not.toMatch(/[{}]|undefined|\.\.| {2}|\p{Cc}/u);
      const document = new VoiceResponse();
      say(document, queuePolicy({ language: code, voice: language(code).voice }), line);
      expect(readTwiml(document.toString(), 'call')).toMatchObject({ ok: true });
    }
  });
});

it.each([
  ['en-US', 1, '1 minute'],
  ['en-GB', 61, '1 hour and 1 minute'],
  ['es-US', 61, 'una hora y un minuto'],
  ['fr-CA', 60, 'une heure'],
  ['fr-CA', 122, '2 heures et 2 minutes'],
])('in %s, %d minutes are "%s"', (code, minutes, duration) => {
  const sentences = sentencesOf(code, language(code));
  expect(sentences.wait({ waitSeconds: 0, kind: 'more-than', minutes })).toContain(` ${duration}`);
});

it.each([
  ['en-US', '2026-03-02T18:05:00Z', 'We will call you back at 1:05 PM. Thank'],
  ['en-US', '2026-03-03T14:00:00Z', 'We will call you back on Tuesday at 9:00 AM. Thank'],
  ['es-US', '2026-03-02T18:05:00Z', 'Le llamaremos hoy a la 1:05 p.m. Gracias'],
  ['es-US', '2026-03-02T19:05:00Z', 'Le llamaremos hoy a las 2:05 p.m. Gracias'],
  ['en-GB', '2026-03-02T19:05:00Z', 'We will call you back at 14:05. Thank'],
  ['fr-CA', '2026-03-03T19:05:00Z', 'Nous vous rappellerons mardi à 14 h 05. Merci'],
])('in %s a callback at %s in New York is told by the clock', (code, at, start) => {
  const nowMs = Date.parse('2026-03-02T13:00:00Z');
  const due = { kind: 'at', atMs: Date.parse(at), nowMs, timeZone: 'America/New_York' } as const;
  expect(sentencesOf(code, language(code)).registered(due)).toContain(start);
});
