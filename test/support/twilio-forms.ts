import type { RouteName } from '../../lambdas/routes.ts';
import { ACCOUNT_SID } from './builders.ts';

export interface GenuineRequest {
  route: RouteName;
  query?: string;
  form: Record<string, string>;
}

const sid = (prefix: string, digit: number) => `${prefix}${String(digit).padStart(32, '0')}`;

const from = { FromCity: 'SAN FRANCISCO', FromState: 'CA', FromZip: '94105', FromCountry: 'US' };
const caller = { CallerCity: 'SAN FRANCISCO', CallerState: 'CA', CallerZip: '94105', CallerCountry: 'US' };
const to = { ToCity: '', ToState: 'CA', ToZip: '', ToCountry: 'US' };
const called = { CalledCity: '', CalledState: 'CA', CalledZip: '', CalledCountry: 'US' };

/** A call as Twilio describes it in each of its webhooks. https://www.twilio.com/docs/voice/twiml#request-parameters */
export const phoneCall = {
  ...{ AccountSid: ACCOUNT_SID, ApiVersion: '2010-04-01', CallSid: sid('CA', 1), CallStatus: 'in-progress' },
  ...{ Direction: 'inbound', From: '+14155551234', To: '+14155550100' },
  ...{ Caller: '+14155551234', Called: '+14155550100', CallerName: 'WIRELESS CALLER' },
  ...{
    StirVerstat: 'TN-Validation-Passed-A',
    CallToken: '%7B%22parentCallInfoToken%22%3A%22eyJhbGciOiJFUzI1NiJ9%22%7D',
  },
  ...{ ...from, ...caller, ...to, ...called },
};

/** https://www.twilio.com/docs/voice/api/sip-twiml */
export const sipCall = {
  ...{ AccountSid: ACCOUNT_SID, ApiVersion: '2010-04-01', CallSid: sid('CA', 2), CallStatus: 'ringing' },
  ...{ Direction: 'inbound', From: 'sip:+13305550100@54.165.17.177', To: 'sip:return-support@x.sip.twilio.com:5060' },
  ...{ Caller: 'sip:+13305550100@54.165.17.177', Called: 'sip:return-support@x.sip.twilio.com:5060' },
  ...{ SipDomain: 'x.sip.twilio.com', SipDomainSid: sid('SD', 1), SipCallId: 'a84b4c76e66710@54.165.17.177' },
  ...{ SipSourceIp: '54.165.17.177', 'SipHeader_x-user-to-user': '+14155551234', 'SipHeader_X-Mindful-Id': '42' },
};

const inQueue = { QueueSid: sid('QU', 1), QueueTime: '75' };
const line = { AvgQueueTime: '61', CurrentQueueSize: '4', MaxQueueSize: '1000', QueuePosition: '3' };
const dialed = {
  ...{ DialCallSid: sid('CA', 3), DialBridged: 'true', DialSipCallId: 'f00@mindful', DialSipResponseCode: '200' },
};
const progress = {
  CallbackSource: 'call-progress-events',
  SequenceNumber: '1',
  Timestamp: 'Mon, 02 Mar 2026 12:00:00 +0000',
};

const attributes = JSON.stringify({
  ...{ from: '+14155551234', call_sid: sid('CA', 1), queue: 'support', quote: { waitSeconds: 300 } },
  note: 'asked for TaskAge and Digits; CallSid unknown',
});

const taskEvent = {
  ...{ AccountSid: ACCOUNT_SID, WorkspaceSid: sid('WS', 1), WorkspaceName: 'Flex Task Assignment', Sid: sid('EV', 1) },
  ...{
    EventType: 'reservation.accepted',
    EventDescription: 'Worker Ann accepted reservation on task',
    Timestamp: '1772452800',
  },
  ...{ TimestampMs: '1772452800123', ResourceType: 'reservation', ResourceSid: sid('WR', 1), TaskSid: sid('WT', 1) },
  ...{ TaskAttributes: attributes, TaskAge: '312', TaskPriority: '0', TaskAssignmentStatus: 'reserved' },
  ...{ TaskChannelUniqueName: 'voice', TaskQueueName: 'Support', TaskQueueSid: sid('WQ', 1), WorkerName: 'ann' },
  ...{ WorkerSid: sid('WK', 1), WorkflowSid: sid('WW', 1), WorkflowName: 'Assign to anyone' },
};

/** One request for every step, with everything that Twilio sends along. */
export const genuineRequests: GenuineRequest[] = [
  { route: 'incoming-call', form: { ...phoneCall, CallStatus: 'ringing' } },
  { route: 'incoming-call', query: 'language=es-US', form: { ...phoneCall, CallStatus: 'ringing' } },
  { route: 'choose-language', query: 'attempt=2', form: { ...phoneCall, Digits: '2', msg: 'Gather End' } },
  { route: 'choose-language', form: phoneCall },
  {
    route: 'offer-reply',
    query: 'wait=421&attempt=2',
    form: { ...phoneCall, Digits: '1', msg: 'Gather End', FinishedOnKey: '' },
  },
  { route: 'key-number', query: 'wait=421&high=600', form: { ...phoneCall, Digits: '4155550123', FinishedOnKey: '#' } },
  {
    route: 'confirm-number',
    query: 'wait=421&number=14155550123&entry=2&attempt=2',
    form: { ...phoneCall, Digits: '1', msg: 'Gather End', FinishedOnKey: '' },
  },
  { route: 'hold', form: { ...phoneCall, ...inQueue, ...line } },
  { route: 'hold', query: 'since=1772452800&greeted=1&offered=2&offers=none&again=1', form: phoneCall },
  {
    route: 'hold-reply',
    query: 'since=1772452800&greeted=1&wait=300',
    form: { ...phoneCall, Digits: '1', msg: 'Gather End' },
  },
  { route: 'hold-key-number', query: 'since=1772452800&wait=300&attempt=2', form: { ...phoneCall, Digits: '0' } },
  {
    route: 'hold-confirm-number',
    query: 'since=1772452800&greeted=1&wait=300&number=14155550123',
    form: { ...phoneCall, Digits: '1', msg: 'Gather End' },
  },
  { route: 'left-queue', query: 'tries=3&offers=none', form: { ...phoneCall, ...inQueue, QueueResult: 'leave' } },
  { route: 'left-queue', query: 'return=proven', form: { ...sipCall, ...inQueue, QueueResult: 'system-error' } },
  { route: 'left-queue', query: 'result=leave&waited=75', form: phoneCall },
  { route: 'transfer', query: 'wait=421', form: phoneCall },
  {
    route: 'transfer-progress',
    form: { ...phoneCall, ...progress, CallSid: sid('CA', 3), ParentCallSid: sid('CA', 1), Direction: 'outbound-dial' },
  },
  {
    route: 'transfer-result',
    form: { ...phoneCall, ...dialed, DialCallStatus: 'completed', DialCallDuration: '48' },
  },
  {
    route: 'transfer-result',
    form: { ...phoneCall, ...dialed, DialCallStatus: 'no-answer', DialSipResponseCode: '408' },
  },
  { route: 'transfer-refer', form: { ...phoneCall, ReferTransferTarget: '<sip:hold-support@x.sip.twilio.com>' } },
  { route: 'transfer-refer', form: { ...phoneCall, ReferTransferTarget: '<sip:return-support@x.sip.twilio.com>' } },
  { route: 'register', query: 'since=1772452800&left=1772452860&looks=1&number=14155550123', form: phoneCall },
  { route: 'open-callback', query: 'attempt=2', form: { ...phoneCall, Digits: '2', msg: 'Gather End' } },
  { route: 'cancel-callback', form: phoneCall },
  { route: 'return-call', form: { ...phoneCall, To: '+14155550109' } },
  { route: 'sip', form: sipCall },
  { route: 'sip', form: { ...sipCall, To: 'sip:hold-support@x.sip.twilio.com:5060' } },
  { route: 'choose-hold', form: { ...sipCall, To: 'sip:hold-support@x.sip.twilio.com' } },
  { route: 'return-hold', query: 'greeted=1&again=1', form: { ...sipCall, ...inQueue, ...line } },
  { route: 'call-ended', form: { ...phoneCall, ...progress, CallStatus: 'completed', CallDuration: '61' } },
  { route: 'wait-time', form: { From: '+14155551234' } },
  { route: 'wait-time-get', form: { From: '+14155551234', CallSid: sid('CA', 1) } },
  { route: 'task-events', form: taskEvent },
  {
    route: 'task-events',
    form: {
      ...taskEvent,
      EventType: 'task.canceled',
      TaskCanceledReason: 'Task TTL Exceeded',
      Reason: 'Task TTL Exceeded',
    },
  },
];

/** Shapes that Twilio may send any day: each overlays a call's form. */
export const unusualShapes: Record<string, Record<string, string>> = {
  'a parameter that nobody knows yet': { CallBrandingInfo: '{"name":"Acme","Digits":"1"}', zone: 'us1' },
  'a parameter that begins like a known one': { FromDisplayName: 'Bob', CallSidLegacy2: 'x', DigitsSource: 'dtmf' },
  'a withheld number': { From: 'anonymous', Caller: 'anonymous' },
  'a withheld number on the keypad': { From: '+266696687', Caller: '+266696687' },
  'an empty number': { From: '', Caller: '', To: '' },
  'a client': { From: 'client:alice_40example_2Ecom', Caller: 'client:alice_40example_2Ecom' },
  'a caller over SIP': { From: 'sip:alice@example.com;transport=UDP', Caller: 'sip:alice@example.com' },
  'a name in other letters': { CallerName: 'Señor 田中 Ω "Bob" <b@x>' },
  'a name with ordinary words in it': { CallerName: 'From Called To Digits Inc' },
  'a call that was forwarded': { ForwardedFrom: '+14155550199', CalledVia: '+14155550199' },
  'a new call status': { CallStatus: 'paused' },
  'a call status like a known one': { CallStatus: 'complete' },
  'a caller named after a parameter': { CallerName: 'Digits4U' },
  'a caller named after two parameters': { CallerName: 'Timestamp Watches, DialCallStatus busy' },
  'a SIP header that speaks of a parameter': { 'SipHeader_X-Note': 'CallDuration unknown' },
  "a SIP header that speaks of Mindful's": { 'SipHeader_X-Note': 'see SipHeader_x-user-to-user+14155550199' },
  'an unknown parameter that speaks of a known one': { Verdict: 'QueueResultleave ErrorCode 11200 SipDomain x' },
  'a name of a parameter that nobody documents': { 'x-note': 'Digits1', 'Zone (of the edge)': 'us1' },
  'a new word for how a transfer ended': { DialCallStatus: 'call_rejected', DialCallDuration: '3.5' },
  'a word for how a transfer ended like a known one': { DialCallStatus: 'answer' },
  'a new word for why a caller left the queue': { QueueResult: 'Agent Timeout', QueueTime: '' },
  'a key that no phone has': { Digits: 'E' },
  'an address without a host': { To: 'sip:support', ReferTransferTarget: '<sip:hold-support>' },
  'add-ons': { AddOns: '{"status":"successful","results":{"caller_name":{"CallSid":"CA1","From":"x"}}}' },
};
