import type { Answer } from './recording.ts';

/** What this build answers otherwise than the recorded one, in which the call began. */
export interface Change {
  because: string;
  now: Partial<Answer> & { changes?: Record<string, string>; counted?: Record<string, number> };
}

const cannotQueue: Change = {
  because: 'Twilio could not queue the caller: another try after a pause, in a hold that notices a lost task',
  now: {
    verbs: ['Pause', 'Enqueue action=left-queue waitUrl=hold', 'Task priority=0'],
    urls: ['/queues/support/left-queue?tries=1', '/queues/support/hold'],
    counted: { EnqueueFailed: 1 },
  },
};

const heardInTheQueue: Change = {
  because: 'what comes is said in the queue, and the call leaves for a leg that begins at once',
  now: { verbs: ['Say', 'Leave'] },
};

const returnedUnknown: Change = {
  because: 'a return call, also one of which no callback is known, is no ordinary wait',
  now: { counted: {} },
};

/** What has another name now, by the build that had the old one: task attributes, counts, fields of a snapshot. */
const newNames: Record<string, Record<string, string>> = {
  '2026-11-25': { ForecastError: 'EstimateError', forecast: 'estimates', shadows: 'estimates' },
};

export function underNewNames<Value extends object | undefined>(build: string, value: Value): Value {
  const named = Object.entries(value ?? {}).map(([name, field]) => [newNames[build]?.[name] ?? name, field]);
  return value && (Object.fromEntries(named) as Value);
}

/** What a build counted, with what it did not count yet. */
export function withNewCounts(counted: Record<string, number> = {}): Record<string, number> {
  const late = counted['Punctuality'];
  return late === undefined ? counted : { ...counted, ReturnOnTime: Number(late <= 300) };
}

/** By build, and by the line of its webhooks.jsonl. */
export const changedOnPurpose: Record<string, Record<number, Change>> = {
  '2026-11-25': {
    41: heardInTheQueue,
    42: { because: 'leaving the queue for a callback is not giving up', now: { counted: {} } },
    49: {
      because: 'an offer that a caller hears again is counted apart',
      now: { counted: { OfferRepeated: 1 } },
    },
    72: {
      because: 'a caller who was queued again has waited since the first time',
      now: { counted: { ActualWait: 58 } },
    },
    74: heardInTheQueue,
    85: {
      because: 'a REFER to a return address is a return of the callback',
      now: {
        changes: { 'caller#+12025550103 support': 'returned' },
        counted: { CallbackReturned: 1, Punctuality: -413, TimeSaved: 8 },
      },
    },
    88: {
      because: 'a return call whose task names the customer alone keeps the promise',
      now: {
        changes: { 'caller#+12025550103 support': 'answered' },
        counted: { CallbackAnswered: 1, CallbackReturned: 1, Punctuality: -409, ReturnHoldTime: 4, TimeSaved: 12 },
      },
    },
    98: returnedUnknown,
    101: returnedUnknown,
    102: {
      because: 'without configured return callers, a call to a plain number has priority and nobody’s data',
      now: {
        changes: {},
        counted: {},
        urls: [
          '/queues/support/left-queue?return=due&first=CAe4d32b0de0151ed52821336d65f97392',
          '/queues/support/return-hold?first=CAe4d32b0de0151ed52821336d65f97392',
        ],
        task: {
          ...{ type: 'inbound', direction: 'inbound', name: 'Callback', queue: 'support' },
          callback: { queue: 'support' },
          conversations: { conversation_id: 'CAe4d32b0de0151ed52821336d65f97392' },
        },
      },
    },
    112: {
      because: 'an unproven call to a return number is anybody’s call',
      now: { task: { type: 'inbound', direction: 'inbound', name: '+12025550103', queue: 'support' } },
    },
    114: returnedUnknown,
    128: cannotQueue,
    129: cannotQueue,
    144: { because: 'the task to call somebody whose callback was lost is no caller’s wait', now: { counted: {} } },
  },
};
