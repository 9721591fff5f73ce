import * as v from 'valibot';
import { about, object, text, trueOrFalse, wholeNumber } from './forms.ts';
import { hostName } from './identifiers.ts';

const logRetentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

export const stack = object(
  {
    terminationProtection: v.optional(
      trueOrFalse('Whether AWS refuses to delete the stack: true once callers depend on it.'),
      false,
    ),
    tags: v.optional(
      v.pipe(
        v.record(
          text(
            /^(?!aws:)[A-Za-z0-9 _.:/=+@-]{1,128}$/,
            'a tag\'s name: 1 to 128 letters, digits, spaces or "_.:/=+@-", not beginning with "aws:"',
          ),
          text(/^[A-Za-z0-9 _.:/=+@-]{0,256}$/, 'a tag\'s value: at most 256 letters, digits, spaces or "_.:/=+@-"'),
          'an object: {"name": "value"}',
        ),
        v.maxEntries(40, 'at most 40 tags'),
        v.description('Tags of everything in the stack, beside "application" and "stage", such as a cost centre.'),
      ),
      {},
    ),
    domain: v.optional(
      object(
        {
          name: about(hostName, 'Where Twilio calls this stage, such as "callback.example.com".'),
          hostedZoneId: text(/^Z[0-9A-Z]{1,31}$/, 'the ID of the hosted zone in Route 53 that the name belongs to'),
        },
        "A name of your own for the API, so that a stack made anew changes no URL in Twilio; the API's own name if absent.",
      ),
    ),
    provisionedConcurrency: v.optional(
      wholeNumber(0, 1000, 'Instances of the voice function that are always warm: about 8.76 USD a month each.'),
      0,
    ),
    reservedConcurrency: v.optional(
      object(
        {
          voice: v.optional(
            wholeNumber(1, 100_000, 'Webhooks of calls at once, beyond which Lambda turns callers away.'),
          ),
          events: v.optional(
            wholeNumber(
              1,
              100_000,
              "Reports of TaskRouter and Mindful at once, which would otherwise take the calls' share.",
            ),
          ),
        },
        "Of the account's concurrent executions, those that a function may use and no other; unreserved if absent.",
      ),
      {},
    ),
    requestsPerSecond: v.optional(wholeNumber(1, 10_000, 'Requests to the API, beyond which it answers 429.'), 500),
    requestBurst: v.optional(
      wholeNumber(1, 5000, 'Requests to the API at one moment, beyond which it answers 429.'),
      1000,
    ),
    runbookUrl: v.optional(
      about(
        text(
          /^https:\/\/[^\s#]+$/,
          'an address such as "https://github.com/example/callbacks/blob/main/docs/operations.md"',
        ),
        'Where your docs/operations.md is read: every alarm links to its section. It names the file if absent.',
      ),
    ),
    noticesApart: v.optional(
      trueOrFalse('Whether alarms that need not wake anybody go to a topic of their own, callback-{stage}-notices.'),
      false,
    ),
    logRetentionDays: v.optional(
      about(
        v.picklist(logRetentions, `one of ${logRetentions.join(', ')}, the numbers of days that CloudWatch knows`),
        'How long every log is kept.',
      ),
      30,
    ),
  },
  'The stack of this stage in AWS. Every field has a default.',
);
