import type { CallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import type { QueueState } from '../../lambdas/domain/queue-snapshot.ts';
import type { WebhookEvent } from '../../lambdas/middleware/webhook-request.ts';
import type { TaskRouterTasks } from '../../lambdas/services.ts';
import { alice, callbackRecord, NOON_MS, snapshot } from './builders.ts';
import { lambdaContext, services } from './fakes.ts';
import { memoryTable } from './memory-table.ts';
import { serviceHandler } from './service.ts';
import { phoneCall } from './twilio-forms.ts';

/** What the table holds when a webhook comes. */
export interface World {
  record: CallbackRecord;
  state: QueueState;
}

const longWait: QueueState = { snapshot: snapshot(421) };
const record = (status: CallbackRecord['status'], callSid: string): CallbackRecord =>
  callbackRecord({ caller: alice, callSid, status });

/** A callback accepted in this very call or an earlier one, at each point of its life, with and without a breaker that is over. */
export const worlds: readonly World[] = [
  { record: record('requested', phoneCall.CallSid), state: longWait },
  {
    record: record('transferred', phoneCall.CallSid),
    state: { ...longWait, breaker: { openUntilMs: NOON_MS + 1, probeCallSid: phoneCall.CallSid } },
  },
  { record: record('registered', 'CA-earlier'), state: longWait },
  { record: record('expired', 'CA-earlier'), state: longWait },
];

const reads = new Set(['read', 'readNow', 'find', 'listOpen']);

/** Everything that a webhook changes in the table and in TaskRouter, one line a write; one that was refused changes nothing. */
export async function writesOf(event: WebhookEvent | undefined, world: World): Promise<string[]> {
  if (!event) throw new Error('no route takes this webhook');
  return (await answerTo(event, world)).writes;
}

/** What a webhook is answered with, and what it changes. */
export async function answerTo(event: WebhookEvent, { record: known, state }: World) {
  const writes: string[] = [];
  const { table, queueStates, callbacks, callTasks } = memoryTable();
  table.state = { ...state };
  table.records.set(`${known.caller} ${known.queue}`, known);
  const handler = serviceHandler(
    services({
      queueStates: watched(queueStates, writes),
      callbacks: watched(callbacks, writes),
      tasks: watched(oneTask(), writes),
      callTasks: watched(callTasks, writes),
    }),
    () => {},
  );
  const { body = '' } = await handler(event, lambdaContext());
  return { body, writes };
}

function watched<Port extends object>(port: Port, writes: string[]): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function' || reads.has(String(name))) return method;
      return async (...args: unknown[]) => {
        const result: unknown = await method.apply(target, args);
        if (result !== false) writes.push(`${String(name)} ${JSON.stringify(args)}`);
        return result;
      };
    },
  });
}

/** TaskRouter with one task, pending, of the call. */
function oneTask(): TaskRouterTasks {
  const task = {
    sid: `WT${'0'.repeat(31)}1`,
    status: 'pending',
    createdAtMs: NOON_MS - 1000,
    attributes: {},
    etag: '1',
  };
  return {
    ...{ find: async () => [task], listWaiting: async () => [task], create: async () => task.sid },
    ...{ read: async () => task, change: async () => true },
  };
}
