import type { Due } from '../domain/callback/due.ts';
import type { SpokenLanguage } from '../domain/queue-config.ts';
import type { Quote } from '../domain/quote.ts';
import type { Sentences } from './sentences.ts';

type Forms = SpokenLanguage['minutes'];

/** The sentences of a language, from its file. */
export function sentencesOf(code: string, language: SpokenLanguage): Sentences {
  const { sentences, hoursAndMinutes } = language;
  let rules: Intl.PluralRules | undefined;
  const inForm = (forms: Forms, number: number, said: string) => {
    rules ??= new Intl.PluralRules(code);
    return fill(forms[rules.select(number)] ?? forms.other, { n: said });
  };
  const duration = (minutes: number) => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    const saidHours = inForm(language.hours, hours, String(hours));
    const saidMinutes = inForm(language.minutes, rest, String(rest));
    if (hours === 0) return saidMinutes;
    return rest === 0 ? saidHours : fill(hoursAndMinutes, { hours: saidHours, minutes: saidMinutes });
  };
  const wait = (quote: Quote) => {
    switch (quote.kind) {
      case 'about':
        return fill(language.wait.about, { duration: duration(quote.minutes) });
      case 'between':
        return fill(language.wait.between, { from: duration(quote.fromMinutes), to: duration(quote.toMinutes) });
      case 'more-than':
        return fill(language.wait.moreThan, { duration: duration(quote.minutes) });
    }
  };
  const timeOfDay = (atMs: number, timeZone: string) => {
    const clock = new Intl.DateTimeFormat(code, { hour: 'numeric', minute: '2-digit', timeZone });
    const parts = clock.formatToParts(atMs);
    const hour = Number(parts.find(({ type }) => type === 'hour')?.value);
    // Intl sets narrow spaces, which a voice need not know.
    const said = parts.map(({ value }) => value.replace(/\s/gu, ' ')).join('');
    return language.clock ? inForm(language.clock, hour, said) : said;
  };
  const due = (when: Due) => {
    switch (when.kind) {
      case 'now':
        return language.due.now;
      case 'in':
        return fill(language.due.in, { wait: wait(when.quote) });
      case 'at': {
        const { atMs, nowMs, timeZone } = when;
        const time = timeOfDay(atMs, timeZone);
        const date = new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone });
        if (date.format(atMs) === date.format(nowMs)) return fill(language.due.today, { time });
        const day = new Intl.DateTimeFormat(code, { weekday: 'long', timeZone }).format(atMs);
        return fill(language.due.later, { day, time });
      }
    }
  };
  // A pause after each digit, so that none runs into the next.
  const spokenNumber = (number: string) => fill(language.phoneNumber, { digits: [...number.slice(1)].join(', ') });
  return {
    ...sentences,
    chooseLanguage: (key) => fill(sentences.chooseLanguage, { key }),
    place: (place) => fill(sentences.place, { place: String(place) }),
    wait,
    offer: (quote) => fill(sentences.offer, { wait: wait(quote) }),
    inQueueOffer: (quote) => fill(sentences.inQueueOffer, { wait: wait(quote) }),
    registered: (when) => fill(sentences.registered, { due: due(when) }),
    openCallback: (when) => fill(sentences.openCallback, { due: due(when) }),
    confirmNumber: (number) => fill(sentences.confirmNumber, { number: spokenNumber(number) }),
  };
}

/** Where a value ends with a full stop of its own ("p.m."), the sentence's would be one too many. */
function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder).replace('..', '.');
}
