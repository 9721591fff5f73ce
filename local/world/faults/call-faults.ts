import type { CallFaults, QueueResult } from '../../twilio/calls/call-faults.ts';
import type { WebhookParameters } from '../../twilio/webhooks.ts';

/** SIP responses that end a transfer before it began. */
const sipRefusals = [401, 403, 404, 407, 408, 480, 484, 486, 487, 488, 500, 502, 503, 504, 600, 603, 606] as const;

type SipRefusalName = `mindful-sip-${(typeof sipRefusals)[number]}`;

const queueResults = {
  'queue-error': 'error',
  'queue-system-error': 'system-error',
  'queue-full': 'queue-full',
  'queue-bridging-in-process': 'bridging-in-process',
  'queue-redirected': 'redirected',
  'queue-redirected-from-bridged': 'redirected-from-bridged',
} as const satisfies Record<string, QueueResult>;

const NOT_BRIDGED = { DialBridged: 'false' };

const dialReports = {
  'dial-busy': { ...NOT_BRIDGED, DialCallStatus: 'busy' },
  'dial-no-answer': { ...NOT_BRIDGED, DialCallStatus: 'no-answer' },
  'dial-failed': { ...NOT_BRIDGED, DialCallStatus: 'failed' },
  'dial-canceled': { ...NOT_BRIDGED, DialCallStatus: 'canceled' },
  'dial-answered': { DialBridged: 'true', DialCallStatus: 'answered', DialCallDuration: '30' },
  'dial-status-unknown': { ...NOT_BRIDGED, DialCallStatus: 'vanished' },
  'dial-status-missing': NOT_BRIDGED,
} as const satisfies Record<string, WebhookParameters>;

/** Faults that keep a call out of this service's hands for good: what happens next is decided elsewhere. */
export const takenElsewhere = [
  'queue-bridging-in-process',
  'queue-redirected',
  'queue-redirected-from-bridged',
] as const;

export const callFaultDescriptions = {
  'enqueue-always-fails': 'Every <Enqueue> of every call ends at once with QueueResult=system-error.',
  ...describe(queueResults, (result) => `The first <Enqueue> of every call ends at once with QueueResult=${result}.`),
  ...describe(
    dialReports,
    (report) => `Every <Dial> ends at once and reports ${JSON.stringify(report).replaceAll('"', '')}.`,
  ),
  ...sipRefusalDescriptions(),
};

type CallFaultName = keyof typeof callFaultDescriptions;

function describe<Name extends string, Value>(
  rows: Record<Name, Value>,
  say: (value: Value) => string,
): Record<Name, string> {
  const described = Object.entries<Value>(rows).map(([name, value]) => [name, say(value)]);
  return Object.fromEntries(described) as Record<Name, string>;
}

function sipRefusalDescriptions(): Record<SipRefusalName, string> {
  const described = sipRefusals.map((code) => [`mindful-sip-${code}`, `Mindful refuses every call with SIP ${code}.`]);
  return Object.fromEntries(described) as Record<SipRefusalName, string>;
}

/** The faults that are on, as calls meet them. */
export function callFaults(faults: { isOn(name: CallFaultName): boolean }): CallFaults {
  const met = new Set<string>();
  const firstOn = <Value>(rows: Partial<Record<CallFaultName, Value>>) =>
    Object.entries<Value>(rows).find(([name]) => faults.isOn(name as CallFaultName));
  return {
    queueResult: (callSid) => {
      if (faults.isOn('enqueue-always-fails')) return 'system-error';
      const [name, result] = firstOn<QueueResult>(queueResults) ?? [];
      const meeting = `${callSid} ${name}`;
      if (met.has(meeting)) return undefined;
      met.add(meeting);
      return result;
    },
    sipRefusal: () => sipRefusals.find((code) => faults.isOn(`mindful-sip-${code}`)),
    dialReport: () => firstOn<WebhookParameters>(dialReports)?.[1],
  };
}
