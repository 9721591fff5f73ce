import * as v from 'valibot';
import { object, wholeNumber } from './forms.ts';

export const alarms = object(
  {
    statisticsUnusable: v.optional(
      wholeNumber(1, 1000, 'Queues a minute of which TaskRouter gives no usable statistics, five minutes in a row.'),
      1,
    ),
    safeAnswers: v.optional(wholeNumber(1, 100_000, 'Safe answers within five minutes.'), 5),
    signaturesRejected: v.optional(
      wholeNumber(1, 1_000_000, 'Webhooks without a valid signature within five minutes.'),
      20,
    ),
    webhooksFailed: v.optional(wholeNumber(1, 100_000, 'Webhooks answered with 5xx within five minutes.'), 5),
    webhookMilliseconds: v.optional(
      wholeNumber(100, 15_000, 'Milliseconds that one webhook in a hundred takes, for a quarter of an hour.'),
      1500,
    ),
    transfersFailed: v.optional(wholeNumber(1, 100_000, 'Transfers that Mindful did not take within ten minutes.'), 3),
    registrationsFailed: v.optional(
      wholeNumber(1, 100_000, "Callbacks that Mindful's API did not register within ten minutes."),
      3,
    ),
    callbacksExpired: v.optional(
      wholeNumber(1, 100_000, 'Callbacks that lapsed without a return call within an hour.'),
      3,
    ),
    quoteErrorSeconds: v.optional(
      wholeNumber(30, 86_400, "Seconds that a queue's callers wait longer than quoted, on average over an hour."),
      600,
    ),
    callersTurnedAway: v.optional(wholeNumber(1, 100_000, 'Callers told to call again within five minutes.'), 1),
  },
  'When alarms ring. Every threshold has a default; what each alarm means is in docs/operations.md.',
);
