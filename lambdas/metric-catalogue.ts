export interface MetricDefinition {
  unit: 'Count' | 'Seconds' | 'Milliseconds';
  meaning: string;
}

/** CloudWatch namespace of every metric. */
export const metricNamespace = 'FlexMindfulCallback';

/** Every metric, once: whoever emits, draws, alarms or documents one reads it from here. */
export const metricCatalogue = {
  WebhookLatency: { unit: 'Milliseconds', meaning: 'Time from the event to the answer, measured in the function' },
  CallArrived: { unit: 'Count', meaning: 'A caller was decided about before the queue' },
  OfferMade: { unit: 'Count', meaning: 'A caller heard an offer' },
  OfferAccepted: { unit: 'Count', meaning: 'A caller asked to be called back and the record was written' },
  OfferDeclined: { unit: 'Count', meaning: 'A caller heard an offer and pressed another key than 1' },
  TransferAnswered: { unit: 'Count', meaning: 'Mindful took a caller over' },
  TransferFailed: { unit: 'Count', meaning: 'Mindful did not take a caller, who went back to the queue' },
  CallbackReturned: { unit: 'Count', meaning: 'A return call of a known callback arrived' },
  ReturnUnproven: { unit: 'Count', meaning: 'A return call without proof was queued at ordinary priority' },
  CallbackAnswered: { unit: 'Count', meaning: 'An agent took a return call' },
  CallbackCancelled: { unit: 'Count', meaning: 'A caller hung up after accepting, before Mindful answered' },
  CallbackRegistered: { unit: 'Count', meaning: 'Mindful confirmed a callback with its due time' },
  CallbackAbandoned: { unit: 'Count', meaning: 'The customer of a return call hung up before an agent came' },
  ChoseHold: { unit: 'Count', meaning: 'A caller at Mindful chose to hold and came back to the queue' },
  CallbackExpired: { unit: 'Count', meaning: 'An open callback lapsed without a return call' },
  ActualWait: { unit: 'Seconds', meaning: 'What an ordinary caller really waited' },
  QuoteError: {
    unit: 'Seconds',
    meaning: 'Quoted wait minus real wait; negative is a caller who waited longer than told',
  },
  SnapshotWritten: { unit: 'Count', meaning: 'The sampler wrote a queue snapshot' },
  WaitUnknown: { unit: 'Count', meaning: 'A snapshot was written without a usable wait' },
  EstimatedWait: { unit: 'Seconds', meaning: 'The wait that would be quoted now' },
  OpenCallbacks: { unit: 'Count', meaning: 'People waiting at home' },
  FallbackUsed: {
    unit: 'Count',
    meaning: 'The fallback put a caller into the queue: this service could not be reached',
  },
  TaskCanceled: { unit: 'Count', meaning: 'TaskRouter gave a task up while its caller may still hold' },
  QueueFull: { unit: 'Count', meaning: 'A caller found the queue full' },
  TurnedAway: { unit: 'Count', meaning: 'A caller found the queue full for five minutes and was told to call again' },
  UnknownQueue: { unit: 'Count', meaning: 'A call for an unknown queue or SIP user went to the default queue' },
  SignatureRejected: { unit: 'Count', meaning: 'A webhook without a valid signature was refused' },
  WebhookRefused: { unit: 'Count', meaning: 'A signed webhook that this service cannot trust or read was refused' },
  FailedOpen: { unit: 'Count', meaning: 'A step broke or ran late and the caller got its safe answer' },
} as const satisfies Record<string, MetricDefinition>;

type MetricName = keyof typeof metricCatalogue;

/** One value of one metric; a count is 1 unless said otherwise. */
export interface Measurement {
  name: MetricName;
  value?: number;
}
