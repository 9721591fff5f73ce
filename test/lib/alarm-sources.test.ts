import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

interface Alarm {
  name: string;
  source: Record<string, string>;
  silence?: string;
}

/** Written down once more on purpose: what each alarm listens to, and whether it rings when nothing is heard. */
const sources: Record<string, [source: Record<string, string>, whenSilent?: 'rings']> = {
  scheduleDead: [{ lambda: 'sampler', metric: 'Invocations' }, 'rings'],
  snapshotStale: [{ metric: 'SnapshotWritten' }, 'rings'],
  statisticsUnusable: [{ metric: 'StatisticsUnusable' }],
  safeAnswers: [{ metric: 'FailedOpen' }],
  signaturesRejected: [{ metric: 'SignatureRejected' }],
  webhooksRefused: [{ metric: 'WebhookRefused' }],
  unverifiable: [{ metric: 'Unverifiable' }],
  webhooksFailing: [{ api: '5xx' }],
  fallbackUsed: [{ metric: 'FallbackUsed' }],
  webhooksSlow: [{ api: 'Latency' }],
  throttled: [{ lambda: 'voice', metric: 'Throttles' }],
  transfersFailing: [{ metric: 'TransferFailed' }],
  registrationsFailing: [{ metric: 'RegistrationFailed' }],
  mindfulNotOffering: [{ metric: 'MindfulNotOffering' }],
  mindfulSilent: [{ metric: 'MindfulStatusUnknown' }],
  callbackLost: [{ metric: 'CallbackLost' }],
  callbacksExpired: [{ metric: 'CallbackExpired' }],
  quotesTooShort: [{ metric: 'QuoteError' }],
  callersTurnedAway: [{ metric: 'TurnedAway' }],
};

const alarms: Alarm[] = JSON.parse(readFileSync('lib/monitoring/alarms.json', 'utf8'));

it.each(alarms.map(({ name }) => name))(
  '%s listens to what it tells of, and rings in silence where that is the fault',
  (name) => {
    const alarm = alarms.find((candidate) => candidate.name === name);
    const [source, whenSilent] = sources[name] ?? [];
    expect(alarm?.source).toEqual(source);
    expect(alarm?.silence).toBe(whenSilent === 'rings' ? 'alarming' : undefined);
  },
);
