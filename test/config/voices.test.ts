import { describe, expect, it } from '@jest/globals';
import { languageCodes, readLanguage } from '../../config/read-languages.ts';
import { voices } from '../../config/voices.ts';
import { sayVoices } from '../../local/twilio/twiml-voices.ts';

describe.each(languageCodes())('the voices of %s', (language) => {
  const speaks = (voice: string) => (voices[language] ?? []).some((known) => known.test(voice));

  it("are those of Twilio's own list that name the language", () => {
    const named = sayVoices.filter((voice) => voice.startsWith(`Google.${language}-`));
    expect(named.filter((voice) => !speaks(voice))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  it("include the one in the language's file", () => {
    const reading = readLanguage(language);
    expect(reading.ok && speaks(reading.language.voice)).toBe(true);
  });

  it.each([`Google.${language}-Neural2-Z`, 'Polly.Joanna-Loud', 'Polly.Nobody', 'alice', ''])('are not "%s"', (voice) =>
    expect(speaks(voice)).toBe(false),
  );
});

it('no voice is known that Twilio does not list', () => {
  const polly = (voice: string) => /^Polly\.[A-Z][a-z]+(-Neural|-Generative)?$/.test(voice);
  const names = new Set(sayVoices.filter(polly).map((voice) => voice.split('-')[0]));
  const forms = [...names].flatMap((name) => [`${name}`, `${name}-Neural`, `${name}-Generative`]);
  const known = Object.values(voices).flat();
  const speaks = (voice: string) => known.some((pattern) => pattern.test(voice));
  expect(forms.filter((voice) => speaks(voice) && !sayVoices.includes(voice))).toEqual([]);
});
