import type { MetricName } from '../../lambdas/log/metric-catalogue.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';

/** What the simulator knows of its calls, under the names of the metrics that should say the same. */
export function whatHappened(records: readonly CallRecord[]): Partial<Record<MetricName, number>> {
  const isReturn = ({ to }: CallRecord) => to.startsWith('sip:return-');
  const callers = records.filter((record) => !isReturn(record));
  const returns = records.filter(isReturn);
  const wrongKeys = times(callers, 'says', /not one of the choices/);
  const answered = (record: CallRecord) => has(record, 'connected', /Mindful/);
  return {
    CallArrived: callers.length,
    OfferMade: callers.filter((record) => has(record, 'says', /press 1/)).length,
    OfferAccepted: times(callers, 'says', /One moment, please/),
    OfferDeclined: times(callers, 'presses', /[29]/) - wrongKeys,
    TransferAnswered: callers.filter(answered).length,
    TransferFailed: callers.filter(wasRefused).length,
    CallbackCancelled: callers.filter((record) => endedBeforeMindful(record) && !answered(record)).length,
    CallbackReturned: returns.length,
    CallbackAnswered: returns.filter((record) => has(record, 'connected', /Agent/)).length,
  };
}

/** How often an ordinary caller reached an agent. */
export function reachedAgents(records: readonly CallRecord[]): number {
  return times(
    records.filter(({ to }) => !to.startsWith('sip:')),
    'connected',
    /Agent/,
  );
}

/** The apology after the dialling; it is also said to who accepts while Mindful has just failed somebody else. */
function wasRefused({ transcript }: CallRecord): boolean {
  const says = transcript.filter(({ kind }) => kind === 'says').map(({ text }) => text);
  return says.some((text, at) => /could not arrange a callback/.test(text) && /One moment/.test(says[at - 1] ?? ''));
}

/** It may not even have rung at Mindful's: a caller who says yes on hold may get an agent in that very moment. */
function endedBeforeMindful(record: CallRecord): boolean {
  const ended = record.endedBy === 'caller' || has(record, 'connected', /Agent/);
  return has(record, 'says', /One moment, please/) && ended && !wasRefused(record);
}

type Kind = CallRecord['transcript'][number]['kind'];

function times(records: readonly CallRecord[], kind: Kind, text: RegExp): number {
  return records.flatMap(({ transcript }) => transcript).filter((entry) => entry.kind === kind && text.test(entry.text))
    .length;
}

function has(record: CallRecord, kind: Kind, text: RegExp): boolean {
  return times([record], kind, text) > 0;
}
