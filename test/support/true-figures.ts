import type { MetricName } from '../../lambdas/log/metric-catalogue.ts';
import { MetricStore, seriesOf } from '../../local/aws/metrics/metric-store.ts';
import type { CallbackView } from '../../local/mindful/callback.ts';
import type { CallRecord } from '../../local/twilio/calls/call.ts';

/** What the simulators know of a day. */
export interface Day {
  queue: string;
  /** Every call, whether it came from a caller or from Mindful. */
  calls: readonly CallRecord[];
  callbacks: readonly CallbackView[];
  /** Mindful's webhook was not set up then. */
  isUnconfirmed: (registeredAtMs: number) => boolean;
  /** Until when a callback is believed in that Mindful has forgotten. */
  forgottenUntilMs: (callback: CallbackView) => number;
  endsAtMs: number;
}

type Entry = CallRecord['transcript'][number];
type Note = (metric: MetricName, atMs: number, value?: number) => void;

/** The day's figures from what callers, agents and Mindful did, in a store like the one that the service's log lines fill. */
export function trueFigures(day: Day): MetricStore {
  const store = new MetricStore();
  const perQueue: readonly MetricName[] = ['ActualWait', 'QuoteError'];
  const note: Note = (metric, atMs, value = 1) =>
    store.add(seriesOf({ metric }, perQueue.includes(metric) ? day.queue : undefined), value, atMs);
  for (const call of day.calls) {
    if (isReturn(call)) noteReturn(call, day, note);
    else noteCaller(call, note);
  }
  for (const callback of day.callbacks) noteCallback(callback, day, note);
  return store;
}

function noteCaller(call: CallRecord, note: Note): void {
  note('CallArrived', call.startedAtMs);
  noteOffers(call, note);
  noteTransfers(call, note);
  noteEnd(call, note);
}

function noteOffers({ transcript }: CallRecord, note: Note): void {
  const steps = transcript.filter(({ kind }) => kind === 'says' || kind === 'presses');
  for (const [index, entry] of steps.entries()) {
    const after = steps[index + 1];
    if (isOffer(entry) && entry === steps.find(isOffer)) note('OfferMade', entry.atMs);
    if (isAcceptance(entry)) note('OfferAccepted', entry.atMs);
    if (entry.kind === 'presses' && entry.text !== '1' && !isWrongKey(after)) note('OfferDeclined', entry.atMs);
  }
}

function noteTransfers({ transcript, endedBy }: CallRecord, note: Note): void {
  for (const [index, entry] of transcript.entries()) {
    if (isMindful(entry)) note('TransferAnswered', entry.atMs);
    if (!isAcceptance(entry)) continue;
    const rest = transcript.slice(index + 1);
    const apology = rest.find(isApology);
    const isTaken = rest.some(isMindful);
    if (apology) note('TransferFailed', apology.atMs);
    else if (!isTaken && (endedBy === 'caller' || rest.some(isAgent))) note('CallbackCancelled', entry.atMs);
    else if (isTaken && rest.some(isEntry)) note('ChoseHold', entry.atMs);
  }
}

function noteEnd({ transcript, endedBy, endedAtMs = 0, webhooks }: CallRecord, note: Note): void {
  const entries = transcript.filter(isEntry);
  const [first] = entries;
  const agent = transcript.find(isAgent);
  const accepted = transcript.find(isAcceptance);
  const last = transcript.findLast((entry) => isEntry(entry) || isAcceptance(entry) || isAgent(entry));
  const gaveUp = endedBy === 'caller' && last !== undefined && isEntry(last);
  if (gaveUp) note('CallerGaveUp', endedAtMs);
  if (transcript.some(({ kind, text }) => kind === 'says' && /Please call again later/.test(text))) {
    note('TurnedAway', endedAtMs);
  }
  if (agent && first) note('ActualWait', agent.atMs, secondsBetween(earlier(first, accepted), agent));

  const spoken = quotedMinutes(transcript.slice(0, first ? transcript.indexOf(first) : 0));
  const isJudged = spoken && first && entries.length === 1 && !(accepted && accepted.atMs < first.atMs);
  if (!isJudged) return;
  const waited = agent ? secondsBetween(first, agent) : (endedAtMs - first.atMs) / 1000;
  if (agent) {
    note('QuoteKept', agent.atMs, Number(spoken.isMore ? waited >= 60 * spoken.end : waited <= 60 * spoken.end));
    note('QuoteError', agent.atMs, quotedSeconds(webhooks, first.atMs) - waited);
  } else if (gaveUp && !spoken.isMore && waited > 60 * spoken.end) note('QuoteKept', endedAtMs, 0);
}

function noteReturn(call: CallRecord, { calls, callbacks, isUnconfirmed }: Day, note: Note): void {
  const customer = customerOf(call);
  const callback = callbacks.findLast(
    ({ customerNumber, registeredAtMs }) => customerNumber === customer && registeredAtMs < call.startedAtMs,
  );
  if (!callback) throw new Error(`nobody at ${customer} has a callback`);
  const before = calls.filter(({ from, startedAtMs }) => from === customer && startedAtMs < callback.registeredAtMs);
  const presses = before.flatMap((own) =>
    own.transcript.flatMap((entry) => (entry.kind === 'presses' && entry.text === '1' ? [{ entry, own }] : [])),
  );
  const accepted = presses.findLast(({ entry }) => entry.atMs < callback.registeredAtMs);
  if (!accepted) throw new Error(`nobody at ${customer} has accepted a callback`);
  const tries = calls.filter((other) => isReturn(other) && customerOf(other) === customer);
  const isFirst = !tries.some(({ startedAtMs: at }) => at > callback.registeredAtMs && at < call.startedAtMs);
  if (isFirst)
    noteKept(call, callback, note, {
      acceptedAtMs: accepted.entry.atMs,
      quotedSeconds: quotedSeconds(accepted.own.webhooks, accepted.entry.atMs),
      isConfirmed: !isUnconfirmed(callback.registeredAtMs),
    });
  const [entered, agent] = [call.transcript.find(isEntry), call.transcript.find(isAgent)];
  if (agent) note('CallbackAnswered', agent.atMs);
  else if (call.endedBy === 'caller') note('CallbackAbandoned', call.endedAtMs ?? 0);
  if (agent && entered) note('ReturnHoldTime', agent.atMs, secondsBetween(entered, agent));
}

/** Mindful has called: the promise is kept, whatever becomes of this call. */
function noteKept(
  { startedAtMs }: CallRecord,
  { dueAtMs }: CallbackView,
  note: Note,
  promise: { acceptedAtMs: number; quotedSeconds: number; isConfirmed: boolean },
): void {
  const { acceptedAtMs, isConfirmed } = promise;
  const promisedAtMs = isConfirmed ? dueAtMs : acceptedAtMs + promise.quotedSeconds * 1000;
  const lateSeconds = (startedAtMs - promisedAtMs) / 1000;
  note('CallbackReturned', startedAtMs);
  note('TimeSaved', startedAtMs, (startedAtMs - acceptedAtMs) / 1000);
  note('Punctuality', startedAtMs, lateSeconds);
  note('ReturnOnTime', startedAtMs, Number(lateSeconds <= 300));
}

const isReturn = ({ to }: CallRecord) => to.startsWith('sip:return-');

function customerOf({ webhooks }: CallRecord): string | undefined {
  const headers = Object.entries(webhooks[0]?.parameters ?? {}).filter(([name]) => name.startsWith('SipHeader_'));
  return headers.map(([, value]) => value).find((value) => /^\+\d+$/.test(value));
}

function noteCallback(callback: CallbackView, { isUnconfirmed, forgottenUntilMs, endsAtMs }: Day, note: Note): void {
  const { registeredAtMs, state } = callback;
  const unconfirmed = isUnconfirmed(registeredAtMs);
  if (!unconfirmed) note('CallbackRegistered', registeredAtMs);
  if (state !== 'forgotten') return;
  const overAtMs = forgottenUntilMs(callback);
  if (overAtMs < endsAtMs) note(unconfirmed ? 'CallbackExpired' : 'CallbackLost', overAtMs);
}

const says = (words: RegExp) => (entry: Entry | undefined) => entry?.kind === 'says' && words.test(entry.text);
const isOffer = says(/press 1/);
const isWrongKey = says(/not one of the choices/);
const isAcceptance = says(/One moment, please/);
const isApology = says(/could not arrange a callback/);
const isEntry = ({ kind }: Entry) => kind === 'enters';
const isAgent = ({ kind, text }: Entry) => kind === 'connected' && text.startsWith('Agent');
const isMindful = ({ kind, text }: Entry) => kind === 'connected' && text === 'Mindful';

/** The end of the last wait that was spoken. */
function quotedMinutes(heard: Entry[]): { end: number; isMore: boolean } | undefined {
  const offer = heard.findLast(isOffer)?.text;
  const wait = /The wait for an agent is (.*)\. To keep/.exec(offer ?? '')?.[1];
  if (wait === undefined) return undefined;
  const last = wait.split(' and ').map((part) => /(\d+) (minute|hour)/.exec(part) ?? []);
  const minutes = last.map(([, number, unit]) => Number(number) * (unit === 'hour' ? 60 : 1));
  return { end: minutes.at(-1) ?? 0, isMore: wait.startsWith('more than') };
}

function quotedSeconds(webhooks: CallRecord['webhooks'], untilMs: number): number {
  const before = webhooks.filter(({ atMs }) => atMs <= untilMs);
  const offers = before.flatMap(
    ({ body }) => /(?:offer|hold)-reply\?(?:[^"]*&(?:amp;)?)?wait=(\d+)/.exec(body)?.[1] ?? [],
  );
  return Number(offers.at(-1));
}

function secondsBetween(from: Entry, to: Entry): number {
  return (to.atMs - from.atMs) / 1000;
}

function earlier(one: Entry, other: Entry | undefined): Entry {
  return other && other.atMs < one.atMs ? other : one;
}
