import * as v from 'valibot';
import type { CallbackRecord } from '../callback/callback-record.ts';
import { lenient, readAs } from '../document.ts';
import { identifier, writtenNumber } from '../written-number.ts';
import { isOlder } from './registration-time.ts';
import { mindfulTime } from './webhook-event.ts';

/**
 * What Mindful's history says of a callback: `kept` (the customer has spoken with an agent), `no-answer` (the customer never picked
 * up), `called-off` (the customer has cancelled it), `trying` (Mindful calls once more), `failed` (it ended in another way).
 */
export type Fate = 'kept' | 'no-answer' | 'called-off' | 'trying' | 'failed';

const flag = v.fallback(v.boolean(), false);

const attempt = v.object({
  ani: lenient(writtenNumber),
  phoneNumber: lenient(writtenNumber),
  callTargetId: lenient(identifier),
  createdAt: lenient(mindfulTime),
  endedAt: v.fallback(mindfulTime, 0),
  outcome: v.string(),
  hasRetry: flag,
  agentBusy: flag,
  agentLegError: flag,
  agentLegRejected: flag,
  agentLegTimeout: flag,
});

/** One attempt of a callback that has ended, as Mindful records it. */
export type EndedAttempt = v.InferOutput<typeof attempt>;

const history = v.object({ data: v.array(v.unknown()) });

/**
 * An hour of Mindful's records of ended calls; one that isn't what a record should be is left out.
 * https://docs.medallia.com/en/mindful/api/mindful-api/mindful-api-v2/gethistoricaldata
 */
export function readCallHistory(json: unknown): EndedAttempt[] {
  const records = readAs(history, json)?.data ?? [];
  return records.flatMap((record) => readAs(attempt, record) ?? []);
}

/** `undefined` when the history knows nothing of the callback: then nobody has called, as far as Mindful says. */
export function fateOf(
  attempts: readonly EndedAttempt[],
  { caller, acceptedAtMs }: Pick<CallbackRecord, 'caller' | 'acceptedAtMs'>,
  callTargetId: string | undefined,
): Fate | undefined {
  const isOther = (id: string | undefined) => id !== undefined && callTargetId !== undefined && id !== callTargetId;
  const own = attempts
    .filter(({ ani, phoneNumber }) => ani === caller || phoneNumber === caller)
    .filter((one) => !isOther(one.callTargetId) && !isOlder(one.createdAt, { acceptedAtMs }))
    .sort((one, other) => one.endedAt - other.endedAt);
  if (own.some(({ outcome }) => outcome === 'Success')) return 'kept';
  const last = own.at(-1);
  return last && fateOfLast(last);
}

/**
 * No page says what `Unavailable` means: that the customer was not reached is a guess, so it counts only where the leg to the
 * agent had no fault.
 */
function fateOfLast(last: EndedAttempt): Fate {
  if (last.outcome === 'Canceled') return 'called-off';
  if (last.hasRetry) return 'trying';
  const agentWasMissed = last.agentBusy || last.agentLegError || last.agentLegRejected || last.agentLegTimeout;
  return last.outcome === 'Unavailable' && !agentWasMissed ? 'no-answer' : 'failed';
}

/** One part of the history, by the names that its URL has. */
export interface HistoryHour {
  date: string;
  hour: string;
}

const HOUR_MS = 60 * 60_000;

/** Hours of before are not asked for: a callback that is so late is found by its next look-up, or by nobody. */
const HOURS_AT_MOST = 8;

/** The hours in which a callback of this time may have ended; "04" is the one from 3:00 to 4:00 UTC. */
export function hoursSince(acceptedAtMs: number, nowMs: number): HistoryHour[] {
  const last = Math.floor(nowMs / HOUR_MS);
  const first = Math.max(Math.floor(acceptedAtMs / HOUR_MS), last - HOURS_AT_MOST + 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => nameOf((first + index) * HOUR_MS));
}

function nameOf(startMs: number): HistoryHour {
  const start = new Date(startMs);
  return {
    date: start.toISOString().slice(0, 10).replaceAll('-', ''),
    hour: String(start.getUTCHours() + 1).padStart(2, '0'),
  };
}
