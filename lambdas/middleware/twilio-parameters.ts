import { handledEvents } from '../domain/task-event.ts';
import type { Route } from '../routes.ts';

/** What sends a webhook: a call, TaskRouter, or whatever a Studio flow was made to send. */
export type Sender = 'call' | 'task-router' | 'studio';

export function senderOf(route: Pick<Route, 'name'>): Sender {
  if (route.name === 'task-events') return 'task-router';
  return route.name.startsWith('wait-time') ? 'studio' : 'call';
}

/** Parameters that a sender always sends, blank at worst. https://www.twilio.com/docs/voice/twiml#request-parameters */
export const requiredParameters: Record<Sender, readonly string[]> = {
  call: ['AccountSid', 'CallSid', 'CallStatus', 'Direction', 'From', 'To'],
  'task-router': ['AccountSid', 'EventType'],
  studio: [],
};

interface Format {
  /** What a value looks like. */
  pattern: RegExp;
  /** What one that matters begins with. */
  begins: RegExp;
  /** Twilio's own words that steps know; new ones may come. */
  words?: readonly string[];
}

const CALL_SID = { pattern: /^CA[0-9a-f]{32}$/i, begins: /^CA/i };
const WHOLE_NUMBER = { pattern: /^\d{1,10}$/, begins: /^\d/ };

/** Anything but a SIP address that breaks off before its host. */
const WHOLE_ADDRESS = { pattern: /^(?!<?sips?:[^@.]*$)/i, begins: /^./ };

function oneOf(...words: string[]): Format {
  return { pattern: /^[a-z][a-z-]*$/, begins: /^[a-z]/, words };
}

const callStatus = oneOf(
  ...['queued', 'initiated', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'],
);

/**
 * Parameters that steps act on and whose values have a form of their own. None of these forms can swallow what would
 * change its meaning; the others (From, SIP headers) are narrowed down where they are read.
 */
const parameterFormats: Readonly<Record<string, Format>> = {
  CallSid: CALL_SID,
  ParentCallSid: CALL_SID,
  CallStatus: callStatus,
  Direction: oneOf('inbound', 'outbound-api', 'outbound-dial'),
  Digits: { pattern: /^([0-9A-Da-d*#]*|hangup)$/, begins: /^[0-9*#]/ },
  QueueResult: oneOf(
    ...['bridged', 'bridging-in-process', 'error', 'hangup', 'leave', 'queue-full', 'system-error'],
    ...['redirected', 'redirected-from-bridged'],
  ),
  QueueTime: WHOLE_NUMBER,
  ReferTransferTarget: WHOLE_ADDRESS,
  To: WHOLE_ADDRESS,
  DialCallStatus: oneOf('completed', 'answered', 'busy', 'no-answer', 'failed', 'canceled'),
  DialCallDuration: WHOLE_NUMBER,
  EventType: {
    pattern: /^[a-z][a-z.-]*$/,
    begins: /^[a-z]/,
    words: handledEvents,
  },
  TaskAge: { pattern: /^\d+(\.\d+)?$/, begins: /^\d/ },
  TaskAttributes: { pattern: /^\{.*\}$/s, begins: /^\{/ },
};

export function formatOf(name: string): Format | undefined {
  return Object.hasOwn(parameterFormats, name) ? parameterFormats[name] : undefined;
}

/** Digits of a number with the next parameter's name run into them. */
export const NUMBER_RUN_INTO_A_NAME = /^\+\d+[A-Z]/;

const places = ['From', 'To', 'Caller', 'Called'].flatMap((party) =>
  ['City', 'State', 'Zip', 'Country'].map((field) => party + field),
);

/**
 * Names that Twilio documents, without those that are also ordinary words. Text that holds one of them while the parameter itself
 * is missing looks like two parameters run into one.
 */
const documentedNames: Record<Sender, readonly string[]> = {
  call: [
    ...['AccountSid', 'ApiVersion', 'CallSid', 'CallStatus', 'CallToken', 'CallerName', 'Direction', 'ForwardedFrom'],
    ...['ParentCallSid', 'StirVerstat', 'StirPassportToken', ...places],
    ...['AvgQueueTime', 'CurrentQueueSize', 'MaxQueueSize', 'QueuePosition', 'QueueResult', 'QueueSid', 'QueueTime'],
    ...['DialBridged', 'DialCallDuration', 'DialCallSid', 'DialCallStatus', 'DialSipCallId', 'DialSipResponseCode'],
    ...['Digits', 'FinishedOnKey', 'ErrorCode', 'ErrorUrl', 'ReferTransferTarget'],
    ...['SipCallId', 'SipDomainSid', 'SipDomain', 'SipSourceIp'],
    ...['CallDuration', 'CallbackSource', 'SequenceNumber', 'Timestamp'],
  ],
  'task-router': [
    ...['AccountSid', 'EventType', 'ResourceSid', 'ResourceType', 'TimestampMs', 'Timestamp'],
    ...['TaskAge', 'TaskAssignmentStatus', 'TaskAttributes', 'TaskCanceledReason', 'TaskChannelUniqueName'],
    ...[
      'TaskCompletedReason',
      'TaskPriority',
      'TaskQueueName',
      'TaskQueueSid',
      'TaskSid',
      'WorkflowName',
      'WorkflowSid',
    ],
    ...['ReservationSid', 'WorkerActivityName', 'WorkerActivitySid', 'WorkerName', 'WorkerSid'],
    ...['WorkspaceName', 'WorkspaceSid'],
  ],
  studio: [],
};

const knownNames: Record<Sender, ReadonlySet<string>> = {
  call: new Set(documentedNames.call),
  'task-router': new Set(documentedNames['task-router']),
  studio: new Set(),
};

const nameSearches: Record<Sender, RegExp> = {
  call: searchFor(documentedNames.call),
  'task-router': searchFor(documentedNames['task-router']),
  studio: searchFor([]),
};

/** Every place in a text where one of Twilio's names begins. */
export function namesWithin(text: string, sender: Sender): { name: string; start: number }[] {
  return [...text.matchAll(nameSearches[sender])].map(({ 1: name = '', index }) => ({ name, start: index }));
}

export function isDocumented(name: string, sender: Sender): boolean {
  return knownNames[sender].has(name) || SIP_HEADER.test(name);
}

const SIP_HEADER = /^(Dial)?SipHeader_/;

/** Names are letters and digits; those of SIP headers are the far end's, and may hold whatever SIP allows in a token. */
export function isParameterName(name: string): boolean {
  return SIP_HEADER.test(name) ? /^\w+[\w.!%*+`'~-]*$/.test(name) : /^[A-Za-z][A-Za-z0-9_.]*$/.test(name);
}

function searchFor(names: readonly string[]): RegExp {
  const longestFirst = [...names, 'SipHeader_'].sort((one, other) => other.length - one.length);
  return new RegExp(`(?=(${longestFirst.join('|')}))`, 'g');
}
