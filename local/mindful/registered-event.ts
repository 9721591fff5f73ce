import type { CallbackView } from './callback.ts';
import type { MindfulSettings } from './settings.ts';

export interface Registration {
  callback: CallbackView;
  /** Mindful's own ID of the Call Target. */
  callTargetId: string;
  /** The metadata item with the number that came along. */
  metadata: Record<string, string>;
  id: number;
}

/**
 * What Mindful posts about a registered callback, in its newer version with `ani` as text or its older one with a number.
 * https://docs.medallia.com/en/mindful/api/webhooks
 */
export function registeredEvent(
  registration: Registration,
  version: Exclude<MindfulSettings['webhook'], 'off'>,
): object {
  const { callback, callTargetId, metadata, id } = registration;
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
        firstPartyCalled: 'customer',
        id,
        metadata,
        phoneNumber: callback.customerNumber,
        registrationDuration: 7,
        scheduledFor: null,
        source: 'inbound',
        sourceType: 'voice',
        type: 'ASAP',
      },
      clientName: 'Local contact centre',
      event: 'Registered Callback',
      time: isoTime(callback.registeredAtMs),
      webhookName: 'Registered callbacks',
      id,
    },
  };
}
