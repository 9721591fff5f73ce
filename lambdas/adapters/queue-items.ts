import * as v from 'valibot';
import { readPolicy } from '../../config/read-policy.ts';
import { count, document, epochMs, json, lenient, readAs } from '../domain/document.ts';
import type { Breaker } from '../domain/offer/breaker.ts';
import type { OperatorOverride } from '../domain/operator-override.ts';
import type { QueueSnapshot, QueueState } from '../domain/queue-snapshot.ts';
import type { QueueStatistics } from '../domain/wait/queue-statistics.ts';
import type { Item } from './table.ts';

const ABANDONED_CALL = 'abandoned-call#';

const counts = v.record(v.string(), count);

const snapshotFields = document({
  sampledAtMs: epochMs,
  estimator: v.custom<QueueSnapshot['estimator']>((name) => typeof name === 'string'),
  freeAgents: count,
  openCallbacks: count,
  wait: lenient(document({ quoteSeconds: count, quoteHighSeconds: v.optional(count), offerSeconds: count })),
  estimates: lenient(counts),
  usualAgents: lenient(count),
  patienceSeconds: lenient(count),
  memory: v.optional(v.unknown()),
  acceptances: lenient(count),
  statistics: lenient(v.custom<QueueStatistics>((value) => v.is(counts, value) && 'pendingTasks' in value)),
  line: lenient(v.object({ calls: v.array(v.string()), atHome: v.array(count) })),
  mindful: lenient(
    v.variant('kind', [
      v.object({ kind: v.literal('offering'), widgetState: v.string(), ecbtSeconds: v.optional(count) }),
      v.object({ kind: v.literal('not-offering'), widgetState: v.string() }),
      v.object({ kind: v.literal('unknown'), problem: v.string() }),
    ]),
  ),
  problem: lenient(v.string()),
  notedAtMs: lenient(epochMs),
} satisfies Record<keyof QueueSnapshot, v.GenericSchema>);

const snapshot = v.pipe(
  v.looseObject({}),
  // The version before calls the estimates shadows.
  v.transform(({ shadows, ...written }) => ({ estimates: shadows, ...written })),
  snapshotFields,
);

const policy = v.record(v.string(), v.unknown());

const change = v.object({
  kind: v.picklist(['set', 'cleared']),
  atMs: epochMs,
  by: v.string(),
  why: v.string(),
  policy,
  untilMs: epochMs,
});

const operator = document({
  policy: v.pipe(
    policy,
    v.transform((written) => readPolicy(written)),
  ),
  by: v.fallback(v.string(), 'unknown'),
  why: v.fallback(v.string(), 'unknown'),
  untilMs: epochMs,
  changes: lenient(
    v.pipe(
      v.array(v.unknown()),
      v.transform((changes) => changes.filter((one) => v.is(change, one))),
    ),
  ),
} satisfies Record<keyof OperatorOverride, v.GenericSchema>);

/** Kept as it is: its next change is conditional on the very text. */
const breaker = v.custom<Breaker>((value) => v.is(v.object({ openUntilMs: epochMs }), value));

const note = v.object({ untilMs: epochMs });

/**
 * The queue's items, read field by field. Somebody may have edited them, or another version may have written them: a field that does not
 * have its form counts as absent, and the rest holds.
 */
export function readQueueItems(items: ReadonlyMap<string, Item>): QueueState {
  const read = <Schema extends v.GenericSchema>(kind: string, schema: Schema) => documentIn(items.get(kind), schema);
  const notes = [...items].flatMap(([kind, item]) =>
    kind.startsWith(ABANDONED_CALL) ? [[kind.slice(ABANDONED_CALL.length), untilMsOf(item)] as const] : [],
  );
  return {
    snapshot: read('snapshot', snapshot),
    operator: read('operator', operator),
    breaker: read('breaker', breaker),
    apiBreaker: read('api-breaker', breaker),
    acceptances: readAs(count, Number(items.get('acceptances')?.['acceptances']?.N)),
    abandonedCallsUntilMs: read('abandoned-calls', note)?.untilMs,
    // Notes of the version before, with the end of their time; later ones have an address of their own.
    abandonedCalls: notes.length > 0 ? new Map(notes) : undefined,
  };
}

/** The end of an item's time, which is read because DynamoDB may delete the item days later. 0 where there is none. */
export function untilMsOf(item: Item | undefined): number {
  return documentIn(item, note)?.untilMs ?? 0;
}

function documentIn<Schema extends v.GenericSchema>(item: Item | undefined, schema: Schema) {
  return readAs(json(schema), item?.['document']?.S);
}
