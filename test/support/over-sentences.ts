import type { Statistic } from '../../lib/monitoring/metric-source.ts';
import type { ContactCentre } from '../../local/contact-centre.ts';

/** Whether a sentence of the runbook, under "Over", is true in the contact centre now. Throws for one that nobody can check. */
export function isTrue(sentence: string, centre: ContactCentre): boolean {
  const { clock, monitor, configuration } = centre;
  const read = (series: string, statistic: Statistic, minutes: number, endedMinutesAgo = 0) => {
    const toMs = clock.nowMs() - endedMinutesAgo * 60_000;
    return monitor.store.statistic(series, statistic, { fromMs: toMs - minutes * 60_000, toMs });
  };
  const sum = (metric: string, minutes = 5) => read(`metric/${metric}`, 'Sum', minutes) ?? 0;
  const isSampledEachMinute = [0, 1, 2, 3, 4].every(
    (ago) => read('metric/SnapshotWritten', 'Sum', 1, ago) === configuration.queues.length,
  );
  const { webhookMilliseconds, callbacksExpired, quoteErrorSeconds } = configuration.alarms;
  const meanings: Record<string, () => boolean> = {
    'SnapshotWritten has been one per queue and minute for five minutes.': () => isSampledEachMinute,
    '*Snapshots* shows one SnapshotWritten per queue and minute.': () => isSampledEachMinute,
    'StatisticsUnusable has been 0 for five minutes.': () => sum('StatisticsUnusable') === 0,
    'SignatureRejected is near 0, and *Calls* is as usual.': () =>
      sum('SignatureRejected') < 2 && sum('CallArrived') > 1,
    'p99 has been below the threshold for fifteen minutes.': () =>
      [0, 5, 10].every((ago) => (read('api/Latency', 'p99', 5, ago) ?? 0) < webhookMilliseconds),
    'API 5xx is 0.': () => (read('api/5xx', 'Sum', 5) ?? 0) === 0,
    'TransferAnswered follows OfferAccepted again.': () =>
      sum('OfferAccepted') > 1 && sum('TransferAnswered') >= sum('OfferAccepted') - 1,
    'CallbackExpired is rare again.': () => sum('CallbackExpired', 60) < callbacksExpired,
    'The average of the last hour is above the threshold.': () =>
      (read('metric/QuoteError/support', 'Average', 60) ?? 0) > -quoteErrorSeconds,
  };
  const [, metric] = /^(\w+) is 0\.$/.exec(sentence) ?? [];
  const meaning = metric === undefined ? meanings[sentence] : () => sum(metric) === 0;
  if (!meaning) throw new Error(`nobody checks this here: ${sentence}`);
  return meaning();
}
