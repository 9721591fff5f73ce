/** How an attempt to call back ended. */
export interface EndedAttempt {
  customerNumber: string;
  callTargetId: string;
  callTargetName: string;
  firstPartyCalled: 'customer' | 'agent';
  /** Hexadecimal, of the first attempt and of this one. */
  originalId: string;
  id: string;
  createdAtMs: number;
  estimatedForMs: number;
  processedAtMs: number;
  endedAtMs: number;
  outcome: 'Success' | 'Unavailable' | 'Abandoned' | 'Canceled';
  /** The customer hung up while waiting for an agent. */
  customerHangup: boolean;
  retryAttempt: number;
  hasRetry: boolean;
}

const HOUR_MS = 60 * 60_000;
const KEPT = 5000;

/**
 * Mindful's records of ended calls, by the hour in which they ended: "04" are those from 3:00 to 4:00 UTC.
 * https://docs.medallia.com/en/mindful/api/mindful-api/mindful-api-v2/gethistoricaldata
 */
export class CallHistory {
  #attempts: EndedAttempt[] = [];

  add(attempt: EndedAttempt): void {
    this.#attempts = [...this.#attempts.slice(1 - KEPT), attempt];
  }

  /** `undefined` for what is no hour. */
  hour(date: string, hour: string): object[] | undefined {
    const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(date) ?? [];
    const endMs = Date.UTC(Number(year), Number(month) - 1, Number(day)) + Number(hour) * HOUR_MS;
    if (Number.isNaN(endMs) || !/^(0[1-9]|1\d|2[0-4])$/.test(hour)) return undefined;
    return this.#attempts
      .filter(({ endedAtMs }) => endedAtMs >= endMs - HOUR_MS && endedAtMs < endMs)
      .map(historicalCall);
  }
}

function historicalCall(attempt: EndedAttempt): object {
  const { createdAtMs, estimatedForMs, processedAtMs, endedAtMs } = attempt;
  const seconds = (fromMs: number, toMs: number) => Math.round((toMs - fromMs) / 1000);
  const time = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return {
    activeDuration: seconds(createdAtMs, endedAtMs),
    actualCallbackTime: seconds(createdAtMs, processedAtMs),
    agentBusy: false,
    agentDelay: 0,
    agentHangup: false,
    agentLegError: false,
    agentLegRejected: false,
    agentLegTimeout: false,
    agentWaitDuration: null,
    ani: attempt.customerNumber.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3'),
    callTargetId: attempt.callTargetId,
    callTargetName: attempt.callTargetName,
    choseToHold: false,
    createdAt: time(createdAtMs),
    customerBusy: false,
    customerDelay: 0,
    customerHangup: attempt.customerHangup,
    customerLegError: false,
    customerLegRejected: false,
    customerLegTimeout: false,
    customerRescheduled: false,
    customerWaitDuration: null,
    disconnectRescue: false,
    duplicateCallback: false,
    earlyHangup: false,
    endOfBusinessDay: false,
    endedAt: time(endedAtMs),
    estimatePercentAccuracy: 1,
    estimatedCallbackTime: seconds(createdAtMs, estimatedForMs),
    estimatedFor: time(estimatedForMs),
    firstPartyCalled: `${attempt.firstPartyCalled}_first`,
    hasRetry: attempt.hasRetry,
    id: attempt.id,
    leaveVoicemail: false,
    maxEcbtExceeded: false,
    maxScheduledCallsExceeded: false,
    maxTollRateExceeded: false,
    metadata: {},
    nextDayCallbackOffered: false,
    nextDayCallbackScheduled: false,
    originalId: attempt.originalId,
    outcome: attempt.outcome,
    outsideHours: false,
    phoneNumber: attempt.customerNumber,
    priorityQueueTimedOut: false,
    processedAt: time(processedAtMs),
    punctuality: 1,
    registrationDuration: null,
    retryAttempt: attempt.retryAttempt,
  };
}
