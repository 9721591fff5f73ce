import type { CallbackView } from './callback.ts';
import type { MindfulSettings } from './settings.ts';

export interface Registration {
  callback: CallbackView;
  /** Mindful's own ID of the Call Target. */
  callTargetId: string;
  firstPartyCalled: 'customer' | 'agent';
  /** The number of the Call Target. */
  calledNumber: string;
  /** The metadata item with the number that came along. */
  metadata: Record<string, string>;
  /** How long the caller was on the line until the callback was certain. */
  registrationSeconds: number;
  sequence: number;
}

/** The `scheduledFor` of an ASAP callback is shortly after its creation, whenever it is due. */
const SCHEDULED_AFTER_MS = 20_000;

/**
 * What Mindful posts about a registered callback, in its newer version with `ani` as text or its older one with a number.
 * https://docs.medallia.com/en/mindful/api/webhooks
 */
export function registeredEvent(
  registration: Registration,
  version: Exclude<MindfulSettings['webhook'], 'off'>,
): object {
  const { callback, callTargetId, firstPartyCalled, calledNumber, metadata, registrationSeconds, sequence } =
    registration;
  const digits = callback.customerNumber.replace('+', '');
  const isoTime = (ms: number) => new Date(ms).toISOString();
  return {
    data: {
      call: {
        ani: version === 'ani-number' ? Number(digits) : digits,
        callTargetId,
        callTargetName: callback.queue,
        createdAt: isoTime(callback.registeredAtMs),
        estimatedCallbackTime: (callback.dueAtMs - callback.registeredAtMs) / 1000,
        estimatedFor: isoTime(callback.dueAtMs),
        firstPartyCalled,
        id: sequence.toString(16).padStart(15, '0'),
        metadata,
        phoneNumber: callback.customerNumber,
        registrationDuration: registrationSeconds,
        scheduledFor: isoTime(callback.registeredAtMs + SCHEDULED_AFTER_MS),
        source: `Phone:${calledNumber.replace(/^\+1?/, '')}`,
        sourceType: 'Phone',
        type: 'asap',
      },
      clientName: 'Local contact centre',
      event: 'Registered Callback',
      time: `${isoTime(callback.registeredAtMs).slice(0, 19)}Z`,
      webhookName: 'Registered callbacks',
      id: `00000000-0000-4000-8000-${sequence.toString(16).padStart(12, '0')}`,
    },
  };
}
