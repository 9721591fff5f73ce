/** What a call does about callbacks: `ask` quotes and asks here, `transfer` lets Mindful make its own offer, `off` offers nothing. */
type OfferMode = 'ask' | 'transfer' | 'off';

export type EstimatorName = 'average-acceptance' | 'waiting-callbacks';

export type Language = 'en-US' | 'es-US';

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** Local opening times such as `"09:00-17:30"`; a weekday that is not listed is closed. */
export interface OpeningHours {
  timeZone: string;
  weekly: Partial<Record<Weekday, string[]>>;
  /** Local dates (`2026-12-25`) on which the queue stays closed. */
  closedDates: string[];
}

type WhenClosed = { kind: 'queue' } | { kind: 'say' } | { kind: 'redirect'; url: string };

/** When a caller on hold hears the offer: after so many seconds, then again every so many, at most so often. */
export interface InQueueOffer {
  afterSeconds: number;
  everySeconds: number;
  atMost: number;
}

/** Everything about a queue that an operator may override by hand without a deploy. */
export interface QueuePolicy {
  offers: OfferMode;
  /** A callback is offered when the estimated wait is longer than this. */
  thresholdSeconds: number;
  /** Beyond this a quote says "more than", never a number. */
  quoteCapMinutes: number;
  estimator: EstimatorName;
  /** A snapshot older than this says nothing about the wait. */
  maxAgeSeconds: number;
  inQueueOffer: InQueueOffer;
  /** A transfer that ends sooner than this without Mindful's confirmation counts as failed. */
  registrationSeconds: number;
  /** Priority of a return call; ordinary callers have 0 and TaskRouter serves the higher first. */
  priority: number;
  /** TaskRouter gives a task up after this long; always set, so that no task waits for ever. */
  taskTimeoutSeconds: number;
  /** Absent means always open. */
  openingHours?: OpeningHours;
  whenClosed: WhenClosed;
  language: Language;
  /** A `<Say voice>` value; it must speak the language. */
  voice: string;
  /** URLs of recordings by sentence, played instead of the voice. */
  recordings: Partial<Record<string, string>>;
  musicUrl: string;
  /** A message to callers, heard before the offer and at the start of the hold. */
  announcement?: string;
}

/** Mindful's Call Target: where accepted callers go and where they come back. */
export interface CallTarget {
  /** The E.164 number that Mindful assigned to the Call Target. */
  number: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  /** SIP header that carries the caller's number both ways; Mindful keeps it as a metadata item of this name. */
  headerName: string;
  firstPartyCalled: 'customer' | 'agent';
  /** User part of the SIP address that Mindful calls back on, unique among all queues. */
  returnSipUser: string;
  /** User part of the SIP address for callers who chose to hold inside Mindful. */
  chooseHoldSipUser: string;
}

export interface QueueConfig {
  name: string;
  /** Twilio numbers whose callers enter here. */
  numbers: string[];
  /** Twilio numbers that Mindful dials for return calls, where the SIP domain is not used. */
  returnNumbers: string[];
  taskRouter: { workspaceSid: string; workflowSid: string; taskQueueSid: string };
  callTarget: CallTarget;
  policy: QueuePolicy;
}

/** When alarms ring, each in its own unit; what each means is in docs/operations.md. */
export interface AlarmThresholds {
  statisticsUnusable: number;
  safeAnswers: number;
  signaturesRejected: number;
  webhooksFailed: number;
  webhookMilliseconds: number;
  transfersFailed: number;
  callbacksExpired: number;
  quoteErrorSeconds: number;
  callersTurnedAway: number;
}

/** The checked configuration with every default filled in, as it travels in each bundle. */
export interface Configuration {
  accountSid: string;
  /** Takes calls whose queue or SIP user is unknown. */
  defaultQueue: string;
  queues: QueueConfig[];
  alarms: AlarmThresholds;
}

export function queueNamed(configuration: Configuration, name: string | undefined): QueueConfig | undefined {
  return configuration.queues.find((queue) => queue.name === name);
}

/** The queue that takes whoever has no other; the configuration's check guarantees that it exists. */
export function defaultQueue(configuration: Configuration): QueueConfig {
  const queue = queueNamed(configuration, configuration.defaultQueue);
  if (!queue) throw new Error(`default queue ${configuration.defaultQueue} is not configured`);
  return queue;
}
