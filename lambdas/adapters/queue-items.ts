import { readPolicy } from '../../config/read-policy.ts';
import type { MindfulStatus } from '../domain/mindful/widget-status.ts';
import type { Breaker } from '../domain/offer/breaker.ts';
import type { OperatorChange, OperatorOverride } from '../domain/operator-override.ts';
import type { QueueSnapshot, QueueState } from '../domain/queue-snapshot.ts';
import type { WaitEstimate } from '../domain/wait/estimate.ts';
import { isMemory } from '../domain/wait/queue-memory.ts';
import type { QueueStatistics } from '../domain/wait/queue-statistics.ts';
import type { Item } from './table.ts';

const ABANDONED_CALL = 'abandoned-call#';

type Json = Readonly<Record<string, unknown>>;

/** What an item holds; `undefined` for one that is not what we write. */
export function documentOf(item: Item | undefined): Json | undefined {
  try {
    const document: unknown = JSON.parse(item?.['document']?.S ?? '');
    return isObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The queue's items, read field by field. A hand or another version may have written them: what has not the form that its
 * field needs counts as absent, and the rest holds.
 */
export function readQueueItems(items: ReadonlyMap<string, Item>): QueueState {
  const snapshot = readSnapshot(documentOf(items.get('snapshot')));
  const operator = readOperator(documentOf(items.get('operator')));
  const breaker = readBreaker(documentOf(items.get('breaker')));
  const acceptances = Number(items.get('acceptances')?.['acceptances']?.N);
  const abandonedCallsUntilMs = untilMsOf(documentOf(items.get('abandoned-calls')));
  const abandonedCalls = readAbandonedCalls(items);
  return {
    ...(snapshot && { snapshot }),
    ...(operator && { operator }),
    ...(breaker && { breaker }),
    ...(isCount(acceptances) && { acceptances }),
    ...(abandonedCallsUntilMs > 0 && { abandonedCallsUntilMs }),
    ...(abandonedCalls.size > 0 && { abandonedCalls }),
  };
}

/** Notes of the version before, with the end of their time; later ones have an address of their own. */
function readAbandonedCalls(items: ReadonlyMap<string, Item>): Map<string, number> {
  const notes = [...items].filter(([kind]) => kind.startsWith(ABANDONED_CALL));
  return new Map(notes.map(([kind, item]) => [kind.slice(ABANDONED_CALL.length), untilMsOf(documentOf(item))]));
}

/** The end of an item's time, which is read because DynamoDB may delete the item days later. 0 where there is none. */
export function untilMsOf(document: Json | undefined): number {
  const untilMs = document?.['untilMs'];
  return isTime(untilMs) ? untilMs : 0;
}

function readSnapshot(document: Json | undefined): QueueSnapshot | undefined {
  const { sampledAtMs, estimator, freeAgents, openCallbacks } = document ?? {};
  if (!document || !isTime(sampledAtMs) || !isCount(freeAgents) || !isCount(openCallbacks)) return undefined;
  if (typeof estimator !== 'string') return undefined;
  const { wait, shadows, patienceSeconds, memory, acceptances, statistics, mindful, problem, notedAtMs } = document;
  return {
    ...{ sampledAtMs, freeAgents, openCallbacks, estimator: estimator as QueueSnapshot['estimator'] },
    ...(isWait(wait) && { wait }),
    ...(isNumbers(shadows) && { shadows }),
    ...(isCount(patienceSeconds) && { patienceSeconds }),
    ...(isMemory(memory) && { memory }),
    ...(isCount(acceptances) && { acceptances }),
    ...(isStatistics(statistics) && { statistics }),
    ...(isMindfulStatus(mindful) && { mindful }),
    ...(typeof problem === 'string' && { problem }),
    ...(isTime(notedAtMs) && { notedAtMs }),
  };
}

function isWait(value: unknown): value is WaitEstimate {
  if (!isObject(value) || !isCount(value['quoteSeconds']) || !isCount(value['offerSeconds'])) return false;
  return value['quoteHighSeconds'] === undefined || isCount(value['quoteHighSeconds']);
}

function isStatistics(value: unknown): value is QueueStatistics {
  return isNumbers(value) && 'pendingTasks' in value;
}

function isMindfulStatus(value: unknown): value is MindfulStatus {
  if (!isObject(value)) return false;
  const { kind, widgetState, ecbtSeconds, problem } = value;
  if (kind === 'unknown') return typeof problem === 'string';
  const isOffer = kind === 'offering' && (ecbtSeconds === undefined || isCount(ecbtSeconds));
  return (isOffer || kind === 'not-offering') && typeof widgetState === 'string';
}

function readOperator(document: Json | undefined): OperatorOverride | undefined {
  const { untilMs, policy, by, why, changes } = document ?? {};
  if (!isTime(untilMs) || !isObject(policy)) return undefined;
  return {
    ...{ untilMs, policy: readPolicy(policy), by: textOf(by), why: textOf(why) },
    ...(Array.isArray(changes) && { changes: changes.filter(isChange) }),
  };
}

function isChange(value: unknown): value is OperatorChange {
  if (!isObject(value)) return false;
  const { kind, atMs, untilMs, by, why, policy } = value;
  const isOrder = isTime(atMs) && isTime(untilMs) && typeof by === 'string' && typeof why === 'string';
  return isOrder && (kind === 'set' || kind === 'cleared') && isObject(policy);
}

function readBreaker(document: Json | undefined): Breaker | undefined {
  const { openUntilMs } = document ?? {};
  return isTime(openUntilMs) ? (document as unknown as Breaker) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'unknown';
}

/** The last moment that a date can name. */
const END_OF_TIME_MS = 8.64e15;

/** In epoch milliseconds. */
function isTime(value: unknown): value is number {
  return isCount(value) && value <= END_OF_TIME_MS;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isNumbers(value: unknown): value is Record<string, number> {
  return isObject(value) && Object.values(value).every(isCount);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
