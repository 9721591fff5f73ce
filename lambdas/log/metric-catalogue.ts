export interface MetricDefinition {
  unit: 'Count' | 'Seconds' | 'Milliseconds';
  /**
   * What CloudWatch keeps apart, beside the stage. Each combination is billed as a metric of its own, so a queue is a
   * dimension only where somebody decides about that very queue; elsewhere it is a field of the log line. Without any
   * dimension it is no metric of CloudWatch's at all, but a field of the log line that questions to the log add up.
   */
  dimensions: readonly [] | readonly ['Stage'] | readonly ['Stage', 'Queue'];
  emitter: 'voice' | 'events' | 'sampler' | 'voice and events';
  meaning: string;
  /** What it looks like when all is well. */
  normal: string;
}

/** CloudWatch namespace of every metric. */
export const metricNamespace = 'FlexMindfulCallback';

/** Every metric, once: whoever emits, draws, alarms or documents one reads it from here. */
export const metricCatalogue = {
  WebhookLatency: time('voice', 'From the event to the answer, within the function', 'p99 below 100'),
  ColdStart: logged(
    'voice and events',
    'The first request of a new instance',
    'a few an hour; bursts with the traffic',
  ),
  FailedOpen: count('voice and events', 'A step broke or ran late and its safe answer was given', '0'),
  SignatureRejected: count('voice and events', 'A webhook without a valid signature was refused', 'near 0'),
  WebhookRefused: count('voice and events', 'A webhook that cannot be trusted or read was refused', '0'),
  Unverifiable: count('voice and events', 'A webhook could not be checked: 503, Twilio takes its fallback', '0'),
  UnknownQueue: logged('voice and events', 'An unknown queue or SIP user; the default queue stood in', '0'),

  CallArrived: count('voice', 'A caller was decided about before the queue', 'the calls of the day'),
  OfferMade: count('voice', 'A caller heard an offer, or was handed to Mindful for its own', 'follows the waits'),
  OfferAccepted: count('voice', 'A caller asked to be called back and the record was written', 'up to OfferMade'),
  OfferDeclined: count('voice', 'A caller heard an offer and pressed another key than 1', 'below OfferMade'),
  TransferAnswered: count('events', 'Mindful took a caller over', 'nearly OfferAccepted'),
  TransferFailed: count('voice', 'Mindful did not take a caller, who went back to the queue', '0'),
  OffersStopped: logged('voice', 'A failed transfer stopped the offers of a queue for a minute', '0'),
  CallbackCancelled: count('voice', 'A caller hung up after accepting, before Mindful answered', 'rare'),
  ChoseHold: count('voice', 'A caller at Mindful chose to hold and came back to the queue', 'rare'),
  CallbackReturned: count('voice and events', 'A return call of a known callback arrived', 'nearly TransferAnswered'),
  ReturnUnproven: logged('voice', 'A return call without proof was queued at ordinary priority', '0 on a SIP domain'),
  QueueFull: count('voice', 'A caller found the queue full', '0'),
  EnqueueFailed: logged('voice', 'Twilio could not queue a caller, or lost one from the queue: tried again', '0'),
  TurnedAway: count('voice', 'A caller could not be queued for minutes and was told to call again', '0'),
  TimeSaved: seconds(
    'voice and events',
    'From the acceptance to the return call: not spent on hold',
    'about the quotes',
  ),
  Punctuality: seconds('voice and events', 'Return call after the promised time; negative is early', '-300 to 300'),

  CallbackRegistered: count('events', 'Mindful confirmed a callback with its due time', 'nearly TransferAnswered'),
  RegistrationUnknown: logged('events', 'Mindful confirmed a callback of which no record exists', '0'),
  RegistrationAmbiguous: logged(
    'events',
    'Mindful confirmed a callback that could be of several queues, so none was confirmed',
    '0',
  ),
  MindfulEventIgnored: logged('events', 'Mindful posted an event that confirms no callback', 'as set up in Mindful'),
  PlaceKept: logged('events', 'A caller in the queue again got the place in line from before', 'as TransferFailed'),
  PlaceNotKept: logged(
    'events',
    'A place in line could not be kept: TaskRouter did not answer or the task changed',
    '0',
  ),
  LeftTaskCanceled: logged('events', 'The task that a caller left behind for a callback was ended', 'as taken on hold'),
  AgentAnswerTold: logged('events', 'Mindful was told that an agent is on the line', 'as CallbackAnswered'),
  AgentAnswerNotTold: logged('events', 'Mindful was not told that an agent is on the line', '0'),
  CallbackAnswered: count('events', 'An agent took a return call', 'nearly CallbackReturned'),
  CallbackAbandoned: count('events', 'The customer of a return call hung up before an agent came', 'rare'),
  LostTaskTakenBack: logged('events', 'The task to call a customer was taken back: the customer is on the line', '0'),
  ReturnHoldTime: seconds('events', 'From the return call to the agent who took it', 'below 60'),
  FallbackUsed: count('events', 'The fallback put a caller into the queue: this service was out of reach', '0'),
  TaskCanceled: count('events', 'TaskRouter gave a task up while its caller may still hold', '0'),
  ActualWait: perQueue('events', 'What an ordinary caller really waited', 'the queue decides'),
  QuoteError: perQueue(
    'events',
    'Quoted minus real wait; negative is a caller who waited longer than told',
    '0 to 180',
  ),
  QuoteKept: count('events', '1 for a quote that held, 0 for one that did not', 'above 0.85 on average'),
  ForecastError: loggedSeconds('events', 'Forecast minus real wait, of callers without an offer too', '-60 to 60'),
  CallerGaveUp: count('events', 'An ordinary caller hung up in the queue', 'the queue decides'),

  SnapshotWritten: count('sampler', 'The sampler wrote a queue snapshot', 'one per queue and minute'),
  SnapshotAge: seconds('sampler', 'Age of the snapshot that this one replaces', 'about 60'),
  WaitUnknown: count('sampler', 'A snapshot was written without a usable wait', '0 while agents are on shift'),
  StatisticsUnusable: count('sampler', 'TaskRouter gave no usable statistics of a queue', '0'),
  EstimatedWait: perQueue('sampler', 'The wait that would be quoted now', 'the queue decides'),
  OpenCallbacks: count('sampler', 'People waiting at home', 'follows the waits'),
  TaskRouterLatency: time('sampler', "From asking for a queue's statistics to the last answer", 'below 1000'),
  CallbackExpired: count('sampler', 'An open callback lapsed without a return call', 'rare'),
  CallbackLost: count('sampler', 'A confirmed callback was not returned in its grace', '0'),
  LostCallbackTask: logged('sampler', 'An agent was given a task to call the person of a lost callback', '0'),
  MindfulStatusUnknown: count('sampler', "A snapshot without Mindful's word: nothing is offered", '0'),
  MindfulNotOffering: count('sampler', 'Mindful said that it takes no callbacks for a queue', '0 while open'),
  QuoteGap: seconds('sampler', "Mindful's callback time minus our estimate", '-300 to 300'),
  OperatorOverride: count('sampler', 'A queue whose policy is overridden by hand now', '0 on most days'),
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metricCatalogue;

/** One value of one metric; a count is 1 unless said otherwise. */
export interface Measurement {
  name: MetricName;
  value?: number;
}

type Emitter = MetricDefinition['emitter'];

function count(emitter: Emitter, meaning: string, normal: string): MetricDefinition {
  return { unit: 'Count', dimensions: ['Stage'], emitter, meaning, normal };
}

function seconds(emitter: Emitter, meaning: string, normal: string): MetricDefinition {
  return { unit: 'Seconds', dimensions: ['Stage'], emitter, meaning, normal };
}

function time(emitter: Emitter, meaning: string, normal: string): MetricDefinition {
  return { unit: 'Milliseconds', dimensions: ['Stage'], emitter, meaning, normal };
}

function perQueue(emitter: Emitter, meaning: string, normal: string): MetricDefinition {
  return { unit: 'Seconds', dimensions: ['Stage', 'Queue'], emitter, meaning, normal };
}

function logged(emitter: Emitter, meaning: string, normal: string): MetricDefinition {
  return { unit: 'Count', dimensions: [], emitter, meaning, normal };
}

function loggedSeconds(emitter: Emitter, meaning: string, normal: string): MetricDefinition {
  return { unit: 'Seconds', dimensions: [], emitter, meaning, normal };
}
