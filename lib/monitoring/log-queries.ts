import { logMessages } from '../../lambdas/log/log-messages.ts';

/** Which log lines a question is about: fields and what they hold. */
export type LogFilter = Record<string, string | readonly string[]>;

export interface SavedQuery {
  name: string;
  /** What it answers, for the runbook. */
  question: string;
  /** CloudWatch Logs Insights' language, over the logs of all functions. */
  query: string;
}

const rejected = [logMessages.notSigned, logMessages.wrongBodyHash, logMessages.wrongSignature].map(({ code }) => code);

export const savedQueries: readonly SavedQuery[] = [
  {
    name: 'latest-calls',
    question: 'Which calls came in lately? It lists the CallSids that the next two questions need.',
    query: latestLines(['callSid', 'queue', 'decision', 'because', 'waitSeconds'], { route: 'incoming-call' }),
  },
  {
    name: 'why-offered-or-not',
    question: 'Why was this caller (not) offered a callback? Put in the CallSid of the call.',
    query: `fields @timestamp, route, queue, decision, because, reply, waitSeconds, outcome, dialCallStatus, sipResponseCode
      | filter callSid = "CA..." and (ispresent(decision) or ispresent(reply) or ispresent(outcome))
      | sort @timestamp asc`,
  },
  {
    name: 'one-call',
    question:
      'What happened in this call, and in the return call that it led to? Put in the CallSid of the first call.',
    query: `fields @timestamp, @logStream, route, event, decision, because, reply, outcome, dialCallStatus
      | fields sipResponseCode, queueResult, code, problem, callSid, CallbackLost, CallbackExpired
      | filter callSid = "CA..." or firstCallSid = "CA..."
      | sort @timestamp asc`,
  },
  {
    name: 'fallback-calls',
    question: "Which calls took the fallback URL? Twilio's debugger tells of each which URL failed, and how.",
    query: `fields @timestamp, queue, callSid, FallbackUsed
      | filter ispresent(FallbackUsed)
      | sort @timestamp desc
      | limit 100`,
  },
  {
    name: 'failed-transfers',
    question: 'Which transfers to Mindful failed, and how did the leg end?',
    query: latestLines(['queue', 'callSid', 'outcome', 'dialCallStatus', 'sipResponseCode'], {
      outcome: ['failed', 'unknown'],
    }),
  },
  {
    name: 'failed-registrations',
    question: "Which callbacks did Mindful's API not register, and why?",
    query: latestLines(['queue', 'callSid', 'because', 'looks'], { registration: ['refused', 'uncertain'] }),
  },
  {
    name: 'lost-callbacks',
    question: 'Which callbacks did not come? `firstCallSid` is the call in which each was promised, for `one-call`.',
    query: `fields @timestamp, queue, firstCallSid, CallbackLost, CallbackExpired
      | filter ispresent(CallbackLost) or ispresent(CallbackExpired)
      | sort @timestamp desc
      | limit 100`,
  },
  {
    name: 'mindful-status',
    question: 'What does Mindful say of its callbacks, queue by queue?',
    query: latestLines(['queue', 'mindful', 'widgetState', 'mindfulProblem'], {
      mindful: ['offering', 'not-offering', 'unknown'],
    }),
  },
  {
    name: 'mindful-events',
    question: 'Which events does Mindful post? All but Registered Callback change nothing.',
    query: countsByField('mindfulEvent', { route: 'mindful-events' }),
  },
  {
    name: 'slowest-steps',
    question: 'Which steps are slow?',
    query: latencyByRoute(),
  },
  {
    name: 'webhooks-by-route',
    question:
      'Which webhooks come, and which has stopped coming? The one whose `last` is old, though calls go on that need it, is lost on its way.',
    query: `filter ispresent(route) and ispresent(status)
      | stats count(*) as webhooks, max(@timestamp) as last by route
      | sort last asc`,
  },
  {
    name: 'rejected-by-source',
    question: 'Who sends webhooks without a valid signature?',
    query: `filter ${condition({ code: rejected })}
      | stats count(*) as requests by source, code, route
      | sort requests desc`,
  },
  {
    name: 'problems-by-code',
    question: 'What is going wrong, and since when?',
    query: `filter ispresent(code) and level != "info"
      | stats count(*) as lines, min(@timestamp) as since, latest(problem) as example by code, message, route
      | sort lines desc`,
  },
  {
    name: 'past-calls',
    question:
      'What would the last week have been under another policy? Export the result as CSV and drop it into the comparison of the local contact centre (docs/comparison.md). It has the calls that held, with their handle times; those that took a callback are not in it.',
    query: `filter ispresent(waitEndedAt) or ispresent(completedAt)
      | stats max(waitEndedAt) as endOfWait, max(ActualWait) as waitSeconds, max(gaveUpAfterSeconds) as gaveUpAfter, max(completedAt) as completed, completed - endOfWait as handledSeconds by callSid, queue
      | filter ispresent(endOfWait)
      | sort endOfWait asc
      | limit 10000`,
  },
  {
    name: 'changes-by-hand',
    question: 'Who changed which queue by hand?',
    query: latestLines(['queue', 'message', 'by', 'why', 'policy', 'until'], { code: ['CB401', 'CB402', 'CB403'] }),
  },
];

export function latencyByRoute(): string {
  return `filter ispresent(WebhookLatency)
      | stats count(*) as requests, pct(WebhookLatency, 50) as p50, pct(WebhookLatency, 99) as p99, max(WebhookLatency) as slowest by route
      | sort p99 desc`;
}

export function countsByField(field: string, where: LogFilter): string {
  return `filter ispresent(${field}) and not ispresent(repeated) and ${condition(where)}
      | stats count(*) as lines by ${field}
      | sort lines desc`;
}

export function sumsByHour(fields: readonly string[]): string {
  return `filter ${fields.map((field) => `ispresent(${field})`).join(' or ')}
      | stats ${fields.map((field) => `sum(${field})`).join(', ')} by bin(1h)`;
}

export function latestLines(fields: readonly string[], where: LogFilter): string {
  return `fields @timestamp, ${fields.join(', ')}
      | filter ${condition(where)}
      | sort @timestamp desc
      | limit 20`;
}

function condition(where: LogFilter): string {
  return Object.entries(where)
    .map(([field, value]) => `${field} in ${JSON.stringify([value].flat())}`)
    .join(' and ');
}
