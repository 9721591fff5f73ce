import * as v from 'valibot';
import { callTarget, sipUsersOf } from './call-target-schema.ts';
import { about, object, text, trueOrFalse, uniqueListOf } from './forms.ts';
import { phoneNumber, twilioSid } from './identifiers.ts';
import { callableNumbers } from './numbering/callable-numbers.ts';
import { isCountry } from './numbering/numbering-plan.ts';
import { languageCode, policyFields } from './policy-schema.ts';

const queueName = text(
  /^[a-z0-9][a-z0-9-]{0,31}$/,
  'a name for URLs, metrics and logs: up to 32 lower-case letters, digits and hyphens, such as "billing"',
);

const countryRemedy = 'the ISO code of a country in capitals, such as "US"';

const country = v.pipe(
  v.string(countryRemedy),
  v.check((code) => isCountry(code), countryRemedy),
);

export const queue = v.pipe(
  object(
    {
      name: queueName,
      numbers: uniqueListOf(
        phoneNumber,
        'The Twilio numbers whose callers enter this queue; none if a Studio flow has them.',
      ),
      returnNumbers: v.optional(
        uniqueListOf(
          phoneNumber,
          'Twilio numbers that Mindful dials for return calls, where it does not use the SIP domain.',
        ),
        [],
      ),
      returnCallers: v.optional(
        uniqueListOf(
          phoneNumber,
          "Mindful's caller IDs on returnNumbers; only they, and the customers' own numbers, are believed.",
        ),
        [],
      ),
      callableCountries: v.optional(
        uniqueListOf(
          country,
          "Countries whose numbers may be called back, the first of them the callers' own: its numbers are keyed in as people dial them there. Any country if none is named.",
        ),
        [],
      ),
      refusedPrefixes: v.optional(
        uniqueListOf(
          text(/^\+[1-9][0-9]{0,14}$/, 'the beginning of phone numbers, such as "+881"'),
          'Numbers that begin so are not called back, beside the premium and shared-cost ranges of callableCountries.',
        ),
        [],
      ),
      formerNames: v.optional(
        uniqueListOf(
          queueName,
          'Earlier names of this queue, or of queues that it replaces: callbacks that were promised under them are its own.',
        ),
        [],
      ),
      taskRouter: object(
        {
          workspaceSid: twilioSid('WS', 'TaskRouter workspace'),
          workflowSid: twilioSid('WW', 'TaskRouter workflow'),
          taskQueueSid: twilioSid('WQ', 'TaskRouter task queue'),
          voiceOnly: v.optional(
            trueOrFalse(
              'Whether calls alone have tasks in this task queue. Then it is asked about together with others, fifty a request; what that counts of other channels is not documented.',
            ),
            false,
          ),
        },
        "Where this queue's tasks go, and the task queue whose statistics tell its wait.",
      ),
      callTarget,
      languageChoice: v.optional(
        about(
          v.array(
            object(
              { key: text(/^[0-9]$/, 'one digit, such as "1"'), language: languageCode },
              'A language, and the key that chooses it.',
            ),
            'a list such as [{"key": "1", "language": "en-US"}, {"key": "2", "language": "es-US"}]',
          ),
          'Languages that callers choose from by key before anything else is said; who presses none has the first. None: nobody is asked.',
        ),
        [],
      ),
      policy: v.optional(object(policyFields, 'How this queue offers callbacks. Every field has a default.'), {}),
    },
    'A queue that callers can reach.',
  ),
  v.transform(({ name, callTarget, policy, ...rest }) => ({
    name,
    ...rest,
    callTarget: { ...callTarget, ...sipUsersOf({ name, callTarget }) },
    callable: callableNumbers(rest),
    // Filled in from the language's file.
    policy: { ...policy, voice: policy.voice ?? '' },
  })),
);
