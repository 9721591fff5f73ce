/** What Mindful does with a caller who is transferred to it. */
export const behaviourDescriptions = {
  normal: 'Answers, confirms the callback, hangs up after 20 seconds and calls back when it is due.',
  busy: 'Refuses the call as busy (SIP 486).',
  refuses: 'Declines the call (SIP 603).',
  unreachable: 'Does not respond at all.',
  'answers-and-hangs-up': 'Answers and hangs up within two seconds; nobody is called back.',
  'registration-off': 'Answers, says that it offers no callbacks at this time and hangs up; nobody is called back.',
  duplicate: 'Answers, says that a callback is pending already and hangs up, as it does by itself when one is.',
  'out-of-hours': 'Answers, says that it is closed and hangs up; nobody is called back.',
  'maximum-reached': 'Answers and hands the caller back to hold (SIP REFER), because it keeps no more places.',
  'choose-hold': 'Answers, makes its own offer, and the caller would rather hold: handed back (SIP REFER).',
  'not-picked-up': 'Confirms the callback like normal and calls back, but the customer never picks up.',
  forgets: 'Confirms the callback like normal, and never calls back.',
} as const satisfies Record<string, string>;

export type BehaviourName = keyof typeof behaviourDescriptions;

/** How the stored number is written into the header of the return call. */
export const encodings = {
  plain: (number: string) => number,
  percent: (number: string) => encodeURIComponent(number),
  hex: (number: string) => `${Buffer.from(number, 'latin1').toString('hex').toUpperCase()};encoding=hex`,
  quoted: (number: string) => `"${number}"`,
  'plus-lost': (number: string) => number.replace('+', ' '),
} as const satisfies Record<string, (number: string) => string>;

export type EncodingName = keyof typeof encodings;

/** Whether Mindful's webhook is set up, and in which of its documented versions it posts. */
export const webhookNames = ['off', 'ani-text', 'ani-number'] as const;

/** What the Scheduler answers to a request for a callback; but for the first and the last two, as Mindful's page names it. */
export const requestAnswers = [
  'normal',
  'ContactRequired',
  'InvalidContact',
  'InvalidTimeZone',
  'InvalidRequest',
  'InvalidParameters',
  'RequestRefusedDueToOperationMode',
  'DuplicateRequest',
  /** Nothing, and nobody is registered; nothing, although the callback is registered. */
  'silent',
  'registered-but-silent',
] as const;

export const cancelAnswers = ['normal', 'InteractionNotFound', 'TooManyInteractions', 'FAILED', 'silent'] as const;

/** A Call Target as it is set up at Mindful. */
export interface CallTargetSettings {
  /** The queue whose callers it takes. */
  queue: string;
  /** Mindful's own ID. */
  id?: string;
  /** The number and the host of its SIP address. */
  number: string;
  host: string;
  firstPartyCalled: 'customer' | 'agent';
  /** Names of the metadata items that it keeps of an incoming INVITE, as text in lower case. */
  headerName: string;
  queueHeaderName?: string;
  /** User parts of the SIP addresses that it calls an agent on and hands callers back to. */
  returnSipUser: string;
  chooseHoldSipUser: string;
  widgetId?: string;
}

export interface MindfulSettings {
  behaviour: BehaviourName;
  /** Seconds from registration to the callback; `null`: as long as the queue would have taken. */
  callbackAfterSeconds: number | null;
  /** The wait that the confirmation and the widget announce; `null`: the one that will be kept. */
  ecbtSeconds: number | null;
  /** Name and case of the header on the return call; `null`: as the Call Target is configured. */
  headerName: string | null;
  headerEncoding: EncodingName;
  /** What the widget says; any text, as Mindful may add states. */
  widgetState: string;
  webhook: (typeof webhookNames)[number];
  requestAnswer: (typeof requestAnswers)[number];
  cancelAnswer: (typeof cancelAnswers)[number];
  /** The widget's User Data Set passes on the names of the Call Target's metadata items. */
  userDataSet: boolean;
  /** How often Mindful calls again, and after how long, when a return call ended before an agent came. */
  retries: number;
  retryAfterSeconds: number;
  /** The agent is connected with the customer only when Mindful was told that the agent is there (agentAnswer). */
  waitsForAgentAnswer: boolean;
}

export const defaultMindfulSettings: MindfulSettings = {
  behaviour: 'normal',
  callbackAfterSeconds: null,
  ecbtSeconds: null,
  headerName: null,
  headerEncoding: 'plain',
  widgetState: 'offer_asap_callback',
  webhook: 'ani-text',
  requestAnswer: 'normal',
  cancelAnswer: 'normal',
  userDataSet: true,
  retries: 0,
  retryAfterSeconds: 300,
  waitsForAgentAnswer: false,
};
