import { type Parameters, type Route, routes, type UrlState } from '../../lambdas/routes.ts';
import { ACCOUNT_SID } from '../support/builders.ts';

/** The call of one webhook, and what its parameters name. */
export interface Moment {
  queue: string;
  caller: string;
  callSid: string;
  /** The call in which the callback was accepted. */
  firstCallSid: string;
  taskSid: string;
  nowMs: number;
}

type Sample = string | ((moment: Moment) => string) | undefined;

const seconds = ({ nowMs }: Moment) => String(Math.floor(nowMs / 1000));
const attributes = (own: (moment: Moment) => object) => (moment: Moment) =>
  JSON.stringify({ call_sid: moment.callSid, from: moment.caller, queue: moment.queue, ...own(moment) });

/**
 * Values of each parameter and of each key of the state, the first being the most usual. `undefined`: it is left out. A new one does
 * not compile without.
 */
const parameterSamples: Record<keyof Parameters, readonly Sample[]> = {
  CallSid: [({ callSid }) => callSid],
  From: [({ caller }) => caller],
  To: [
    ({ queue }) => `sip:return-${queue}@x.sip.twilio.com`,
    ({ queue }) => `sip:hold-${queue}@x.sip.twilio.com`,
    'sip:stranger@x.sip.twilio.com',
  ],
  CallStatus: ['in-progress', 'initiated'],
  Digits: ['1', '2', '9'],
  QueueResult: ['leave', 'system-error', 'error', 'queue-full', 'hangup', 'bridged'],
  QueueTime: ['75'],
  DialCallStatus: ['completed', 'busy', 'vanished'],
  DialCallDuration: ['60', '1'],
  DialSipResponseCode: ['200'],
  ReferTransferTarget: [
    ({ queue }) => `<sip:hold-${queue}@x.sip.twilio.com>`,
    ({ queue }) => `<sip:return-${queue}@x.sip.twilio.com>`,
  ],
  ParentCallSid: [({ callSid }) => callSid],
  SipDomain: ['x.sip.twilio.com'],
  EventType: ['reservation.accepted', 'task.created', 'task.canceled'],
  TaskAge: ['312'],
  TaskAttributes: [
    attributes(({ nowMs }) => ({ place: { since: Math.floor(nowMs / 1000) - 600 } })),
    attributes(({ caller, firstCallSid }) => ({
      callback: {},
      customerPhone: caller,
      conversations: { conversation_id: firstCallSid },
    })),
    attributes(({ caller }) => ({ callback: {}, customerPhone: caller })),
    attributes(({ caller, firstCallSid }) => ({ customerPhone: caller, lost_callback: firstCallSid })),
  ],
  TaskCanceledReason: ['Task TTL Exceeded', 'hangup'],
  TaskSid: [({ taskSid }) => taskSid],
  Timestamp: [seconds],
  WorkerSid: [`WK${'0'.repeat(31)}1`],
  ReservationSid: [`WR${'0'.repeat(31)}1`],
};

const stateSamples: Record<keyof UrlState, readonly Sample[]> = {
  since: [seconds],
  left: [seconds],
  greeted: ['1'],
  language: [undefined],
  place: [undefined],
  announced: [undefined],
  asked: [undefined],
  offered: [undefined],
  offers: [undefined, 'none'],
  again: [undefined],
  tries: [undefined, '15'],
  full: [undefined],
  wait: ['421'],
  high: ['600'],
  attempt: [undefined],
  number: [undefined, '14155550199'],
  entry: [undefined],
  return: [undefined, 'proven', 'due', 'unproven'],
  result: [undefined],
  waited: [undefined],
  looks: [undefined, '2'],
  first: [({ firstCallSid }) => firstCallSid],
};

/** One way in which a webhook may come. */
export interface Variant {
  route: Route;
  name: string;
  form: Readonly<Record<string, Sample>>;
  state: Readonly<Record<string, Sample>>;
}

/** Each webhook as it usually is, and with one parameter or key of its URL at a time that is different. */
export const variants: readonly Variant[] = (routes as readonly Route[]).flatMap(variantsOf);

function variantsOf(route: Route): Variant[] {
  const form = firstOf(route.parameters, parameterSamples);
  const state = firstOf(route.state, stateSamples);
  return [
    { route, name: route.name, form, state },
    ...othersOf(route.parameters, parameterSamples).map(([name, value, label]) => ({
      ...{ route, name: `${route.name} ${label}`, form: { ...form, [name]: value }, state },
    })),
    ...othersOf(route.state, stateSamples).map(([name, value, label]) => ({
      ...{ route, name: `${route.name} ${label}`, form, state: { ...state, [name]: value } },
    })),
  ];
}

function firstOf<Name extends string>(names: readonly Name[], samples: Record<Name, readonly Sample[]>) {
  return Object.fromEntries(names.map((name) => [name, samples[name][0]]));
}

function othersOf<Name extends string>(
  names: readonly Name[],
  samples: Record<Name, readonly Sample[]>,
): [Name, Sample, string][] {
  return names.flatMap((name) =>
    samples[name]
      .slice(1)
      .map((value, index): [Name, Sample, string] => [
        name,
        value,
        `${name}=${typeof value === 'string' ? value : `#${index + 2}`}`,
      ]),
  );
}

const always = { ApiVersion: '2010-04-01', AccountSid: ACCOUNT_SID };

/** What every request of a sender tells beside its own parameters. */
const bySender: Record<Route['sender'], Readonly<Record<string, Sample>>> = {
  call: {
    ...{ ...always, CallSid: ({ callSid }: Moment) => callSid, From: ({ caller }: Moment) => caller },
    ...{ To: '+14155550100', CallStatus: 'in-progress', Direction: 'inbound' },
  },
  'task-router': always,
  mindful: {},
  studio: { CallSid: ({ callSid }) => callSid, From: ({ caller }) => caller },
};

export function formOf({ route, form }: Variant, moment: Moment): Record<string, string> {
  const headers: Record<string, string> = route.sipHeaders ? { 'SipHeader_x-user-to-user': moment.caller } : {};
  return { ...filled(bySender[route.sender], moment), ...headers, ...filled(form, moment) };
}

export function queryOf({ state }: Variant, moment: Moment): string {
  return new URLSearchParams(filled(state, moment)).toString();
}

function filled(samples: Readonly<Record<string, Sample>>, moment: Moment): Record<string, string> {
  const entries = Object.entries(samples).map(([name, sample]) => [
    name,
    typeof sample === 'function' ? sample(moment) : sample,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Mindful's word of a registered callback. https://docs.medallia.com/en/mindful/api/webhooks */
export function mindfulDocument({ caller, nowMs }: Moment): object {
  const at = (laterMs: number) => new Date(nowMs + laterMs).toISOString();
  const call = { ani: caller, phoneNumber: caller, createdAt: at(0), estimatedFor: at(1_800_000), type: 'asap' };
  return { data: { call, event: 'Registered Callback', time: at(0), id: 'event' } };
}
