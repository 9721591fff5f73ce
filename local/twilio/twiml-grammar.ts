import { sayLanguages, sayVoices } from './twiml-voices.ts';

export interface TwimlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Its own text, trimmed, without that of its children. */
  text: string;
  children: readonly TwimlElement[];
}

export type ValueRule =
  | { kind: 'text' | 'boolean' }
  | { kind: 'url'; mayBeEmpty?: true }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'one-of' | 'list-of'; values: readonly string[] };

export interface ElementRule {
  attributes: Readonly<Record<string, ValueRule>>;
  /** Attributes that Twilio knows but that would do nothing in this simulation. */
  notSimulated: readonly string[];
  children: readonly string[];
  childCount?: { min: number; max: number };
  text: 'required' | 'none';
}

/** A waitUrl document may only use what keeps the caller in the queue or lets them out of it. */
export type Place = 'call' | 'queue';

const text: ValueRule = { kind: 'text' };
const url: ValueRule = { kind: 'url' };
const boolean: ValueRule = { kind: 'boolean' };
const method: ValueRule = { kind: 'one-of', values: ['GET', 'POST'] };
const integer = (min: number, max: number): ValueRule => ({ kind: 'integer', min, max });
const KEYS = ['', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'];
const DAY = 86_400;

/** What is carried out here of each verb and noun. https://www.twilio.com/docs/voice/twiml */
export const elementRules: Readonly<Record<string, ElementRule>> = {
  Say: {
    attributes: {
      voice: { kind: 'one-of', values: sayVoices },
      language: { kind: 'one-of', values: sayLanguages },
      loop: integer(0, 1000),
    },
    notSimulated: [],
    children: [],
    text: 'required',
  },
  Play: { attributes: { loop: integer(0, 1000) }, notSimulated: ['digits'], children: [], text: 'required' },
  Pause: { attributes: { length: integer(1, DAY) }, notSimulated: [], children: [], text: 'none' },
  Gather: {
    attributes: {
      action: url,
      method,
      input: { kind: 'list-of', values: ['dtmf'] },
      numDigits: integer(1, 1000),
      timeout: integer(1, DAY),
      finishOnKey: { kind: 'one-of', values: KEYS },
      actionOnEmptyResult: boolean,
    },
    // biome-ignore format: as a column these names would fill a page.
    notSimulated: [
      'bargeIn', 'debug', 'enhanced', 'hints', 'language', 'maxSpeechTime', 'partialResultCallback',
      'partialResultCallbackMethod', 'profanityFilter', 'speechModel', 'speechTimeout',
    ],
    children: ['Say', 'Play', 'Pause'],
    text: 'none',
  },
  Enqueue: {
    attributes: {
      action: url,
      method,
      waitUrl: { kind: 'url', mayBeEmpty: true },
      waitUrlMethod: method,
      workflowSid: text,
      maxQueueSize: integer(1, 5000),
    },
    notSimulated: [],
    children: ['Task'],
    childCount: { min: 0, max: 1 },
    text: 'none',
  },
  Task: {
    attributes: { priority: integer(0, 2 ** 31 - 1), timeout: integer(1, 1_209_600) },
    notSimulated: [],
    children: [],
    text: 'required',
  },
  Dial: {
    attributes: {
      action: url,
      method,
      answerOnBridge: boolean,
      callerId: text,
      timeout: integer(1, 600),
      timeLimit: integer(1, DAY),
      referUrl: url,
      referMethod: method,
    },
    // biome-ignore format: as a column these names would fill a page.
    notSimulated: [
      'events', 'hangupOnStar', 'passports', 'record', 'recordingConfigurationId', 'recordingStatusCallback',
      'recordingStatusCallbackEvent', 'recordingStatusCallbackMethod', 'recordingTrack', 'ringTone',
      'sequential', 'trim',
    ],
    children: ['Sip'],
    childCount: { min: 1, max: 1 },
    text: 'none',
  },
  Sip: {
    attributes: {
      statusCallback: url,
      statusCallbackMethod: method,
      statusCallbackEvent: { kind: 'list-of', values: ['initiated', 'ringing', 'answered', 'completed'] },
    },
    // biome-ignore format: as a column these names would fill a page.
    notSimulated: [
      'amdStatusCallback', 'amdStatusCallbackMethod', 'machineDetection', 'machineDetectionSilenceTimeout',
      'machineDetectionSpeechEndThreshold', 'machineDetectionSpeechThreshold', 'machineDetectionTimeout',
      'method', 'password', 'url', 'username',
    ],
    children: [],
    text: 'required',
  },
  Redirect: { attributes: { method }, notSimulated: [], children: [], text: 'required' },
  Hangup: { attributes: {}, notSimulated: [], children: [], text: 'none' },
  Leave: { attributes: {}, notSimulated: [], children: [], text: 'none' },
  Reject: {
    attributes: { reason: { kind: 'one-of', values: ['rejected', 'busy'] } },
    notSimulated: [],
    children: [],
    text: 'none',
  },
};

/** https://www.twilio.com/docs/voice/twiml/enqueue lists what a waitUrl document may use. */
export const verbsAllowed: Readonly<Record<Place, readonly string[]>> = {
  call: ['Say', 'Play', 'Pause', 'Gather', 'Enqueue', 'Dial', 'Redirect', 'Hangup', 'Reject'],
  queue: ['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Hangup', 'Leave'],
};

/** Verbs of TwiML that the simulation does not carry out. */
// biome-ignore format: as a column these names would fill a page.
export const verbsNotSimulated = [
  'Connect', 'Echo', 'Pay', 'Prompt', 'Queue', 'Record', 'Refer', 'Sms', 'Start', 'Stop',
] as const;
