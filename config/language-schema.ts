import * as v from 'valibot';
import { about, object, text } from './forms.ts';
import { fixedSentences } from './names.ts';

/*
 * What a file of config/languages/ holds: everything that callers hear in one language. Its name is the language's code as Twilio's
 * <Say> writes it.
 */

/** One line, which `<Say>` reads out, with these placeholders and no other. */
function line(...placeholders: readonly string[]) {
  const named = placeholders.map((name) => `{${name}}`);
  const remedy = `one line of text${named.length > 0 ? ` with ${named.join(' and ')}` : ', without {'}`;
  return v.pipe(
    text(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]{1,1000}$/u, remedy),
    v.check((written) => (written.match(/\{[^}]*\}?/g) ?? []).sort().join() === named.toSorted().join(), remedy),
  );
}

const form = text(/^[^{}\p{Cc}]*(\{n\})?[^{}\p{Cc}]*$/u, 'one line of text, with {n} where the number is said');

/** By the categories of `Intl.PluralRules`; which of them a language needs is checked when its file is read. */
const plural = (noun: string) =>
  object(
    {
      other: form,
      ...{ zero: v.optional(form), one: v.optional(form), two: v.optional(form) },
      ...{ few: v.optional(form), many: v.optional(form) },
    },
    `A number of ${noun}.`,
  );

const fixed = Object.fromEntries(fixedSentences.map((name) => [name, line()])) as Record<
  (typeof fixedSentences)[number],
  ReturnType<typeof line>
>;

export const languageSchema = object(
  {
    voice: text(/^(Polly|Google)\.[A-Za-z0-9-]+$/, 'a <Say> voice that speaks the language'),
    hours: plural('hours'),
    minutes: plural('minutes'),
    hoursAndMinutes: line('hours', 'minutes'),
    wait: object(
      { about: line('duration'), between: line('from', 'to'), moreThan: line('duration') },
      'The wait as a phrase: "about 8 minutes".',
    ),
    due: object(
      { now: line(), in: line('wait'), today: line('time'), later: line('day', 'time') },
      'When a callback comes, as the end of "We will call you back".',
    ),
    clock: v.optional(plural('the hour that is said, around the time of day')),
    phoneNumber: about(line('digits'), 'A phone number in its international form, digit by digit.'),
    sentences: object(
      {
        chooseLanguage: line('key'),
        place: line('place'),
        ...{ offer: line('wait'), inQueueOffer: line('wait'), registered: line('due'), openCallback: line('due') },
        confirmNumber: line('number'),
        ...fixed,
      },
      'Every sentence that callers hear.',
    ),
  },
  'Everything that callers hear in one language.',
);

/** Everything that callers hear in one language, as its file holds it. */
export type SpokenLanguage = v.InferOutput<typeof languageSchema>;
