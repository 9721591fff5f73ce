/** What a call does about callbacks: `ask` quotes and asks here, `transfer` lets Mindful make its own offer, `off` offers nothing. */
type OfferMode = 'ask' | 'transfer' | 'off';

export type EstimatorName =
  | 'average-acceptance'
  | 'head-of-line'
  | 'last-accepted'
  | 'queue-length'
  | 'waiting-callbacks'
  | 'people-ahead';

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
  /** Whether callers are offered a callback before they enter the queue, unless `offers` is off. */
  offerBeforeQueue: boolean;
  /** Whether callers on hold are offered one, unless `offers` is off. */
  offerOnHold: boolean;
  /** A callback is offered when the estimated wait is longer than this. */
  thresholdSeconds: number;
  /** Beyond this a quote says "more than", never a number. */
  quoteCapMinutes: number;
  estimator: EstimatorName;
  /** What a caller is told: our own estimate, or the callback time that Mindful's widget reports. */
  quoteFrom: 'estimate' | 'mindful';
  /** No offers while so many people or more wait at home. */
  maxOpenCallbacks: number;
  /** A snapshot older than this says nothing about the wait. */
  maxAgeSeconds: number;
  inQueueOffer: InQueueOffer;
  /** A transfer that ends sooner than this without Mindful's confirmation counts as failed. */
  registrationSeconds: number;
  /** Priority of a return call; ordinary callers have 0 and TaskRouter serves the higher first. */
  priority: number;
  /** Return calls go ahead of everybody by `priority`, or take the place in line that they had when they accepted. */
  returnOrder: 'priority' | 'place';
  /** A place is never kept longer than this, so no return call overtakes somebody who has waited that long. */
  placeCapSeconds: number;
  /** A registered callback that is due for longer than this without a return call is lost. */
  returnGraceSeconds: number;
  /** A lost callback becomes a task, so that an agent calls the person. */
  lostCallbackTask: boolean;
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

/** The Scheduler widget of a Call Target, whose status tells whether Mindful takes callbacks at all. */
export interface MindfulWidget {
  organizationId: string;
  widgetId: string;
  /** Mindful's Scheduler is at `https://{organizationId}.{host}`. */
  host: string;
  /** Header of the API access token; `authorization` sends it as a bearer token. */
  tokenHeader: string;
  /** Whether callbacks that no webhook confirmed may be looked up. */
  callbackStatus: boolean;
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
  /** Mindful's own ID of the Call Target, by which its webhooks name it. */
  id?: string;
  /** Absent: offers rest on the wait alone. */
  widget?: MindfulWidget;
  /** Mindful is told when an agent is on the line, instead of the agent's key press. */
  agentAnswer?: boolean;
  /** SIP header with the queue's name, for a return address that several queues share. */
  queueHeaderName?: string;
  /** User part of the SIP address that Mindful calls back on; queues with a `queueHeaderName` may share one. */
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
  /** Mindful's caller IDs on those numbers. */
  returnCallers: string[];
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

/** What the deploy sets up in the Twilio account beside the queues. */
export interface TwilioConfig {
  /** The part before `.sip.twilio.com`; absent means that the stage and the account name it. */
  sipDomain?: string;
  /** The only address ranges (`54.165.17.177/32`) that may call the SIP domain. */
  mindfulAddresses: string[];
  /** Phone numbers and SIP domains that may be taken from another owner. */
  takeOver: string[];
}

/** The stack of this stage in AWS. */
export interface StackConfig {
  terminationProtection: boolean;
  /** Beside `application` and `stage`. */
  tags: Record<string, string>;
}

/** The checked configuration with every default filled in, as it travels in each bundle. */
export interface Configuration {
  accountSid: string;
  /** Takes calls whose queue or SIP user is unknown. */
  defaultQueue: string;
  twilio: TwilioConfig;
  queues: QueueConfig[];
  alarms: AlarmThresholds;
  stack: StackConfig;
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
