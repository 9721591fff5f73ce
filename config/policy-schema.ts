import * as v from 'valibot';
import { about, listOf, object, oneOf, text, trueOrFalse, wholeNumber } from './forms.ts';
import { estimatorNames, fixedSentences, weekdays } from './names.ts';
import { prose } from './prose.ts';

/*
 * The policy is a file of its own because the functions read an operator's override by it: the rest of the configuration's schema
 * stays out of their bundles.
 */

const url = text(/^https?:\/\/[^\s\p{C}]+$/u, prose('an absolute http or https URL'));

export const languageCode = text(
  /^[a-z]{2,3}(-[A-Za-z0-9]{2,4})*$/,
  prose('the code of a language that has a file in config/languages/, such as "en-US"'),
);

const timeZone = v.pipe(
  v.string(prose('an IANA time zone such as "America/New_York"')),
  v.check(isTimeZone, prose('an IANA time zone such as "America/New_York"')),
);

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const periodForm = /^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/;

const period = v.pipe(
  text(periodForm, prose('a period such as "09:00-17:30"')),
  v.check((written) => {
    const [from = '', to = ''] = written.split('-');
    // What has another form is told that alone.
    return from < to || !periodForm.test(written);
  }, prose('the earlier time first; split a night at "24:00" and "00:00"')),
);

const dateForm = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

const date = v.pipe(
  text(dateForm, prose('a date such as "2026-12-25"')),
  v.check(
    (written) => isDate(written) || !dateForm.test(written),
    prose('a date of the calendar, such as "2026-12-25"'),
  ),
);

function isDate(written: string): boolean {
  const time = new Date(`${written}T00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(written);
}

const openingHours = object(
  {
    timeZone,
    weekly: about(
      v.record(
        v.picklist(weekdays, () => `one of ${weekdays.map((name) => `"${name}"`).join(', ')}`),
        v.array(period, prose('a list of periods such as ["09:00-12:00", "13:00-17:30"]')),
        prose('an object: {"monday": ["09:00-17:30"]}'),
      ),
      prose('Local periods per weekday; a weekday that is not listed is closed.'),
    ),
    closedDates: v.optional(listOf(date, prose('Local dates on which the queue stays closed.')), []),
  },
  prose('When the queue is open; always, if absent.'),
);

const whenClosedKinds = prose('one of "queue", "say", "redirect"');

const whenClosed = about(
  v.variant(
    'kind',
    [
      object({ kind: v.literal('queue', whenClosedKinds) }, prose('Callers wait in the queue.')),
      object({ kind: v.literal('say', whenClosedKinds) }, prose('Callers hear a sentence, then goodbye.')),
      object({ kind: v.literal('redirect', whenClosedKinds), url }, prose('The TwiML at the URL takes the call.')),
    ],
    ({ path }) => (path ? whenClosedKinds : prose('an object: {"kind": "say"}')),
  ),
  prose('What callers get outside opening hours.'),
);

const inQueueOffer = object(
  {
    afterSeconds: v.optional(
      wholeNumber(0, 86_400, prose('The first offer comes after so many seconds on hold.')),
      120,
    ),
    everySeconds: v.optional(wholeNumber(30, 86_400, prose('It is repeated every so many seconds.')), 300),
    atMost: v.optional(wholeNumber(0, 20, prose('So many offers at most; 0 switches the offer on hold off.')), 2),
  },
  prose('When a caller on hold hears the offer.'),
);

/** Everything about a queue that an operator may override by hand without a deploy. */
export const policyFields = {
  offers: v.optional(
    oneOf(
      ['ask', 'transfer', 'off'],
      prose(
        'ask: quote the wait and ask here; transfer: hand long waits to Mindful, which makes its own offer; off: no offers.',
      ),
    ),
    'ask',
  ),
  offerBeforeQueue: v.optional(
    trueOrFalse(prose('Whether callers are offered a callback before the queue, unless offers is "off".')),
    true,
  ),
  offerOnHold: v.optional(trueOrFalse(prose('Whether callers on hold are offered one, unless offers is "off".')), true),
  thresholdSeconds: v.optional(
    wholeNumber(0, 86_400, prose('A callback is offered when the estimated wait is longer than this.')),
    120,
  ),
  quoteCapMinutes: v.optional(wholeNumber(1, 240, prose('Longer waits are quoted as "more than" this.')), 10),
  estimator: v.optional(
    oneOf(
      estimatorNames,
      prose(
        "How the wait is estimated (docs/wait-estimates.md). Measured worse than Twilio's guide: waiting-callbacks. Needs two requests to TaskRouter a minute instead of one: waiting-callbacks.",
      ),
    ),
    'people-ahead',
  ),
  whenInDoubt: v.optional(
    oneOf(
      ['offer', 'balanced', 'queue'],
      prose(
        'A wait near the threshold: offer a callback rather too often, balanced, or rather too seldom. Only people-ahead knows doubt.',
      ),
    ),
    'balanced',
  ),
  quoteFrom: v.optional(
    oneOf(
      ['estimate', 'mindful'],
      prose("What callers are told: our estimate, or the callback time that Mindful's widget reports."),
    ),
    'estimate',
  ),
  registerBy: v.optional(
    oneOf(
      ['transfer', 'api', 'transfer-then-api'],
      prose(
        "How an accepted callback is registered: by the call's transfer to Mindful, by Mindful's Scheduler API, or by the API where the transfer fails.",
      ),
    ),
    'transfer',
  ),
  registeringMusicUrl: v.optional(
    about(url, prose('A piece of music of a few seconds, before and between the requests to the Scheduler API.')),
  ),
  callingAgain: v.optional(
    oneOf(
      ['hold', 'ask'],
      prose('Who calls while a callback is open holds; or is first asked whether to keep or to cancel it.'),
    ),
    'hold',
  ),
  anotherNumber: v.optional(
    oneOf(
      ['nobody', 'withheld', 'everybody'],
      prose(
        'Who may key in another number to be called back on: nobody, callers who withhold theirs, or everybody. All but nobody need callableCountries.',
      ),
    ),
    'nobody',
  ),
  maxOpenCallbacks: v.optional(
    wholeNumber(0, 100_000, prose('No offers while so many people or more wait at home.')),
    500,
  ),
  sayPlace: v.optional(
    trueOrFalse(
      prose('Whether callers on hold hear their place in line, behind people at home who were there before.'),
    ),
    false,
  ),
  maxAgeSeconds: v.optional(wholeNumber(60, 3600, prose('An older sample says nothing about the wait.')), 180),
  inQueueOffer: v.optional(inQueueOffer, {}),
  registrationSeconds: v.optional(
    wholeNumber(0, 120, prose("A transfer that ends sooner without Mindful's confirmation counts as failed.")),
    15,
  ),
  priority: v.optional(
    wholeNumber(
      0,
      2_147_483_647,
      prose('Task priority of return calls; ordinary callers have 0, the higher goes first.'),
    ),
    5,
  ),
  returnOrder: v.optional(
    oneOf(
      ['priority', 'place'],
      prose('priority: return calls go ahead of everybody; place: they take the place in line of when they accepted.'),
    ),
    'priority',
  ),
  placeCapSeconds: v.optional(
    wholeNumber(0, 86_400, prose('A kept place is at most so old: nobody who has waited longer is overtaken.')),
    3600,
  ),
  returnGraceSeconds: v.optional(
    wholeNumber(60, 86_400, prose('A confirmed callback that is due for longer than this counts as lost.')),
    900,
  ),
  lostCallbackTask: v.optional(
    trueOrFalse(prose('Whether a lost callback becomes a task, so that an agent calls the person.')),
    false,
  ),
  taskTimeoutSeconds: v.optional(
    wholeNumber(600, 1_209_600, prose('TaskRouter cancels a task after this, so that none waits for ever.')),
    14_400,
  ),
  openingHours: v.optional(openingHours),
  whenClosed: v.optional(whenClosed, { kind: 'queue' }),
  language: v.optional(about(languageCode, prose('Language of every sentence: a file in config/languages/.')), 'en-US'),
  voice: v.optional(
    about(
      text(/^(Polly|Google)\.[A-Za-z0-9-]+$/, prose('a <Say> voice that speaks the language')),
      prose("What speaks the language; the voice in the language's file if absent."),
    ),
  ),
  recordings: v.optional(
    about(
      v.record(
        v.picklist(fixedSentences, () => `one of ${fixedSentences.join(', ')}`),
        url,
        prose('an object: {"holding": "https://..."}'),
      ),
      prose('URLs of recordings that callers hear instead of the voice, by sentence.'),
    ),
    {},
  ),
  musicUrl: v.optional(
    about(url, prose('Hold music.')),
    'http://com.twilio.sounds.music.s3.amazonaws.com/MARKOVICHAMP-Borghestral.mp3',
  ),
  announcement: v.optional(
    about(
      text(
        /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]{1,500}$/u,
        prose('1 to 500 characters in one line'),
      ),
      prose('A message that callers hear before the offer and when they begin to hold.'),
    ),
  ),
} as const satisfies v.ObjectEntries;
