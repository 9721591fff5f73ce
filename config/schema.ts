import * as v from 'valibot';
import { alarms } from './alarms-schema.ts';
import { leavingFrom, type MindfulWidget } from './call-target-schema.ts';
import { about, object, uniqueListOf } from './forms.ts';
import { twilioSid } from './identifiers.ts';
import type { SpokenLanguage } from './language-schema.ts';
import type { fixedSentences, weekdays } from './names.ts';
import { languageCode } from './policy-schema.ts';
import { queue } from './queue-schema.ts';
import { stack } from './stack-schema.ts';
import { twilio } from './twilio-schema.ts';

/*
 * The one definition of a configuration: its type, its checks, its defaults, and what a person is told to write instead of a
 * mistake. `npm run schema` writes configuration.schema.json from it, for editors.
 */

export const configurationSchema = v.pipe(
  object(
    {
      $schema: v.optional(v.string('the path of configuration.schema.json')),
      accountSid: about(twilioSid('AC', 'Twilio account'), 'Webhooks of any other account are refused.'),
      defaultQueue: v.optional(
        about(v.string("a queue's name"), 'Takes calls whose queue or SIP user is unknown; the first queue if absent.'),
      ),
      twilio: v.optional(twilio, {}),
      stack: v.optional(stack, {}),
      queues: v.pipe(
        v.array(queue, 'a list with one entry per queue that callers can reach'),
        v.minLength(1, 'one entry per queue that callers can reach'),
        v.maxLength(
          300,
          'at most 300, because CloudFormation takes 1 MB of template and each has an alarm of its own: deploy the others as another stage',
        ),
      ),
      languages: v.optional(
        uniqueListOf(
          languageCode,
          'Languages beside those of the queues that an operator may switch a queue to, each a file in config/languages/.',
        ),
        [],
      ),
      alarms: v.optional(alarms, {}),
    },
    'Queues of a Twilio Flex contact centre whose callers may be called back by Mindful. One file per stage: config/{stage}.json.',
  ),
  v.transform(({ $schema: _, ...written }) => ({
    ...written,
    queues: written.queues.map((one) => ({ ...one, callTarget: leavingFrom(one.callTarget, written.twilio.region) })),
    defaultQueue: written.defaultQueue ?? written.queues[0]?.name ?? '',
  })),
);

/** A configuration as a person writes it. */
export type WrittenConfiguration = v.InferInput<typeof configurationSchema>;
/** The checked configuration with every default filled in, as it travels in each bundle. */
export type Configuration = v.InferOutput<typeof configurationSchema> & {
  /** The languages that callers can hear in this stage. */
  spoken: Record<Language, SpokenLanguage>;
};
export type QueueConfig = Configuration['queues'][number];
/** Mindful's Call Target: where accepted callers go and where they come back. */
export type CallTarget = QueueConfig['callTarget'];
/** Everything about a queue that an operator may override by hand without a deploy. */
export type QueuePolicy = QueueConfig['policy'];
export type InQueueOffer = QueuePolicy['inQueueOffer'];
export type OpeningHours = NonNullable<QueuePolicy['openingHours']>;
export type FixedSentence = (typeof fixedSentences)[number];
export type Weekday = (typeof weekdays)[number];
export type EstimatorName = QueuePolicy['estimator'];
/** The code of a language, as `<Say>` writes it. */
export type Language = QueuePolicy['language'];
export type { MindfulWidget, SpokenLanguage };
