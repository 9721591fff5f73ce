import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkPolicy } from '../../config/check-policy.ts';
import british from '../../config/languages/en-GB.json' with { type: 'json' };
import { checkConfiguration } from '../../config/read-configuration.ts';
import { configuration, writtenConfiguration } from '../support/builders.ts';

/** A customer's own file, beside ours. */
function checkedWith(code: string, file: unknown) {
  const own = mkdtempSync(join(tmpdir(), 'languages-'));
  writeFileSync(join(own, `${code}.json`), typeof file === 'string' ? file : JSON.stringify(file));
  return checkConfiguration(writtenConfiguration({ language: code }), own);
}

describe("a customer's own language", () => {
  const czech = {
    ...british,
    voice: 'Google.cs-CZ-Standard-A',
    hours: { one: 'hodina', few: '{n} hodiny', other: '{n} hodin' },
    minutes: { one: 'minuta', few: '{n} minuty', other: '{n} minut' },
  };

  it('is spoken like one of ours, by the voice of its file', () => {
    const reading = checkedWith('cs-CZ', czech);
    expect(reading).toMatchObject({
      ok: true,
      configuration: {
        queues: [{ policy: { language: 'cs-CZ', voice: 'Google.cs-CZ-Standard-A' } }],
        spoken: { 'cs-CZ': { minutes: { few: '{n} minuty' } } },
      },
    });
  });

  const { holding: _, ...withoutHolding } = british.sentences;
  it.each([
    ['a sentence is missing', { ...czech, sentences: withoutHolding }, 'sentences.holding is missing'],
    ['a plural is missing', { ...czech, minutes: british.minutes }, 'minutes.few is missing: write the form for 2'],
    [
      'a placeholder is missing',
      { ...czech, sentences: { ...british.sentences, offer: 'Press 1.' } },
      'sentences.offer is "Press 1.": write one line of text with {wait}',
    ],
    [
      'a sentence is not known',
      { ...czech, sentences: { ...british.sentences, hello: 'Hello' } },
      'sentences.hello is not known here',
    ],
    ['it is no JSON', '{', 'cannot be read'],
  ])('is refused by name where %s', (_, file, problem) => {
    const reading = checkedWith('cs-CZ', file);
    expect(reading).toMatchObject({ ok: false });
    const [first] = reading.ok ? [] : reading.problems;
    expect(first).toContain('languages/cs-CZ.json');
    expect(first).toContain(problem);
  });

  it('is named where it has no file', () =>
    expect(checkConfiguration(writtenConfiguration({ language: 'xx-XX' }))).toEqual({
      ok: false,
      problems: [
        'the language "xx-XX" has no file: write one of en-GB, en-US, es-US, fr-CA, or add languages/xx-XX.json',
      ],
    }));
});

describe('the languages of a configuration', () => {
  it('are those of its queues, and those that an operator may switch to', () => {
    expect(Object.keys(configuration().spoken)).toEqual(['en-US']);
    const reading = checkConfiguration({ ...writtenConfiguration(), languages: ['es-US'] });
    expect(reading.ok && Object.keys(reading.configuration.spoken)).toEqual(['en-US', 'es-US']);
    const change = { language: 'es-US', voice: 'Polly.Lupe-Neural' };
    expect(reading.ok && checkPolicy(reading.configuration, 'support', change)).toEqual({ ok: true, policy: change });
  });

  it('are those that callers may choose from', () => {
    const written = writtenConfiguration();
    const languageChoice = [
      { key: '1', language: 'es-US' },
      { key: '2', language: 'fr-CA' },
    ];
    const queues = written.queues.map((queue) => ({ ...queue, languageChoice }));
    const reading = checkConfiguration({ ...written, queues });
    expect(reading.ok && Object.keys(reading.configuration.spoken)).toEqual(['en-US', 'es-US', 'fr-CA']);
  });

  it('are the only ones that an operator may switch to', () =>
    expect(checkPolicy(configuration(), 'support', { language: 'es-US' })).toEqual({
      ok: false,
      problems: [expect.stringMatching(/^language is "es-US", which is not in this stage: write one of en-US, or add/)],
    }));
});
