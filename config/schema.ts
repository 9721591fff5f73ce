import * as v from 'valibot';
import { about, object, oneOf, text, trueOrFalse, uniqueListOf, wholeNumber } from './forms.ts';
import type { SpokenLanguage } from './language-schema.ts';
import { type fixedSentences, sipEdges, twilioRegions, type weekdays } from './names.ts';
import { callableNumbers } from './numbering/callable-numbers.ts';
import { isCountry } from './numbering/numbering-plan.ts';
import { languageCode, policyFields } from './policy-schema.ts';

/*
 * The one definition of a configuration: its type, its checks, its defaults, and what a person is told to write instead of a
 * mistake. `npm run schema` writes configuration.schema.json from it, for editors.
 */

const phoneNumber = text(/^\+[1-9][0-9]{5,14}$/, 'a phone number in E.164 form, such as "+14155550100"');
const sipUser = text(
  /^[a-z0-9][a-z0-9-]{0,62}$/,
  'lower-case letters, digits and hyphens, such as "return-billing", at most 63',
);
const hostName = text(/^[A-Za-z0-9.-]+$/, 'a host name: letters, digits, dots and hyphens');
const sipHeaderName = text(/^x-[a-z0-9-]{1,40}$/, 'a SIP header name in lower case that begins with "x-"');

const widget = object(
  {
    organizationId: text(
      /^[A-Za-z0-9-]{1,63}$/,
      "the organization's name in Mindful's Scheduler URL: letters, digits and hyphens",
    ),
    widgetId: text(/^[A-Za-z0-9_-]{1,64}$/, "the widget's ID: letters, digits, hyphens and underscores"),
    host: v.optional(
      about(hostName, "Mindful's Scheduler is at https://{organizationId}.{host}; confirm it for your region."),
      'scheduler-rt.getmindful.com',
    ),
    tokenHeader: v.optional(
      about(
        text(/^[a-z0-9-]{1,40}$/, 'a header name in lower case'),
        'Header of the API access token; "authorization" sends it as a bearer token. Confirm it with Mindful.',
      ),
      'authorization',
    ),
    callbackStatus: v.optional(trueOrFalse('Whether callbacks that no webhook has confirmed are looked up.'), false),
  },
  'The Scheduler widget of this Call Target, asked every minute whether Mindful takes callbacks; without it offers rest on the wait alone.',
);

const callTarget = object(
  {
    number: about(phoneNumber, 'The number that Mindful assigned to the Call Target.'),
    host: v.optional(
      about(hostName, 'A SIP host of Mindful; confirm it with Mindful for your region.'),
      'sip-callback.mindful.cx',
    ),
    port: v.optional(wholeNumber(1, 65_535, "Mindful's SIP port."), 5566),
    transport: v.optional(oneOf(['udp', 'tcp', 'tls'], 'SIP transport; confirm it with Mindful.'), 'udp'),
    sipEdge: v.optional(
      oneOf(
        Object.values(sipEdges),
        "Twilio's edge that calls to Mindful leave from; that of twilio.region if absent, Twilio's default in us1.",
      ),
    ),
    sipRegion: v.optional(
      oneOf(
        Object.keys(sipEdges) as (keyof typeof sipEdges)[],
        'The same place by its older name, for SIP hosts that Twilio reaches so.',
      ),
    ),
    headerName: v.optional(
      about(sipHeaderName, "Carries the caller's number both ways; a Mindful metadata item of this name must exist."),
      'x-user-to-user',
    ),
    firstPartyCalled: v.optional(oneOf(['customer', 'agent'], 'Whom Mindful calls first.'), 'customer'),
    id: v.optional(
      about(
        text(/^[A-Za-z0-9_-]{1,64}$/, "Mindful's ID of the Call Target: letters, digits, hyphens and underscores"),
        "Mindful's webhooks name the Call Target by it; without it the caller's number alone tells.",
      ),
    ),
    widget: v.optional(widget),
    agentAnswer: v.optional(
      trueOrFalse("Whether Mindful is told when an agent is on the line, instead of the agent's key press."),
      false,
    ),
    queueHeaderName: v.optional(
      about(sipHeaderName, "Carries the queue's name, where several queues share a returnSipUser."),
    ),
    returnSipUser: v.optional(
      about(sipUser, 'User part of the SIP address that Mindful calls back on; "return-{queue}" if absent.'),
    ),
    chooseHoldSipUser: v.optional(
      about(sipUser, 'User part of the SIP address for callers who choose to hold; "hold-{queue}" if absent.'),
    ),
  },
  'The Call Target of this queue in Mindful, where accepted callers go and where they come back.',
);

function twilioSid(prefix: string, name: string) {
  return text(
    new RegExp(`^${prefix}[0-9a-f]{32}$`),
    `a ${name} SID: ${prefix} and 32 lower-case hexadecimal digits, from the Twilio console`,
  );
}

const queueName = text(
  /^[a-z0-9][a-z0-9-]{0,31}$/,
  'a name for URLs, metrics and logs: up to 32 lower-case letters, digits and hyphens, such as "billing"',
);

const countryRemedy = 'the ISO code of a country in capitals, such as "US"';

const country = v.pipe(
  v.string(countryRemedy),
  v.check((code) => isCountry(code), countryRemedy),
);

const queue = v.pipe(
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

/** The user parts of the queue's SIP addresses, as configured or by its name. */
export function sipUsersOf({ name, callTarget }: { name?: string; callTarget?: Partial<SipUsers> }): SipUsers {
  return {
    returnSipUser: callTarget?.returnSipUser ?? `return-${name}`,
    chooseHoldSipUser: callTarget?.chooseHoldSipUser ?? `hold-${name}`,
  };
}

interface SipUsers {
  returnSipUser: string;
  chooseHoldSipUser: string;
}

const alarms = object(
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

const twilio = object(
  {
    region: v.optional(
      oneOf(
        twilioRegions,
        'The Twilio region of the numbers, the SIP domain and TaskRouter; credentials are of one region.',
      ),
      'us1',
    ),
    sipDomain: v.optional(
      about(
        text(
          /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
          'the part before ".sip.twilio.com": lower-case letters, digits and hyphens',
        ),
        'The SIP domain that Mindful calls back on, unique in all of Twilio; "callback-{stage}-" and the last eight digits of the account SID if absent.',
      ),
    ),
    mindfulAddresses: v.optional(
      v.pipe(
        uniqueListOf(
          text(
            /^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\/(3[0-2]|[12][0-9]|[89])$/,
            'an IPv4 range with its prefix length from 8 to 32, such as "54.165.17.177/32"',
          ),
          'The only addresses that may call the SIP domain: confirm them with Mindful.',
        ),
        v.minLength(1, 'at least one address range'),
      ),
      ['54.165.17.177/32', '54.145.183.157/32', '54.87.8.161/32', '3.223.253.119/32'],
    ),
    takeOver: v.optional(
      uniqueListOf(
        text(
          /^(\+[1-9][0-9]{5,14}|[a-z0-9-]+\.sip\.twilio\.com)$/,
          'a phone number such as "+14155550100", or a SIP domain such as "example.sip.twilio.com"',
        ),
        'What the deploy may take from another owner, such as a number that a Studio flow answers; its webhooks are restored when the stack is deleted.',
      ),
      [],
    ),
  },
  'What the deploy sets up in the Twilio account beside the queues. Every field has a default.',
);

const logRetentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

const stack = object(
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

type Edge = (typeof sipEdges)[keyof typeof sipEdges];

/** Calls of another region than US1 would leave from Virginia all the same unless their address says where from. */
function leavingFrom<Target extends { sipEdge?: Edge | undefined; sipRegion?: string | undefined }>(
  target: Target,
  region: keyof typeof sipEdges,
): Target & { sipEdge?: Edge | undefined } {
  const isSaid = target.sipEdge !== undefined || target.sipRegion !== undefined;
  return isSaid || region === 'us1' ? target : { ...target, sipEdge: sipEdges[region] };
}

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
export type MindfulWidget = v.InferOutput<typeof widget>;
/** Everything about a queue that an operator may override by hand without a deploy. */
export type QueuePolicy = QueueConfig['policy'];
export type InQueueOffer = QueuePolicy['inQueueOffer'];
export type OpeningHours = NonNullable<QueuePolicy['openingHours']>;
export type FixedSentence = (typeof fixedSentences)[number];
export type Weekday = (typeof weekdays)[number];
export type EstimatorName = QueuePolicy['estimator'];
/** The code of a language, as `<Say>` writes it. */
export type Language = QueuePolicy['language'];
export type { SpokenLanguage };
