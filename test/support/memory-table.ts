import {
  type CallbackRecord,
  isListed,
  isUnconfirmed,
  pendingStatuses,
  transitionsTo,
} from '../../lambdas/domain/callback/callback-record.ts';
import type { PhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { NOTE_LASTS_MS } from '../../lambdas/domain/queue-now.ts';
import type { QueueState } from '../../lambdas/domain/queue-snapshot.ts';
import type { CallbackRecords, CallTasks, KeyedNumbers, QueueStates } from '../../lambdas/services.ts';

/** The table's promises kept in memory: conditional writes, and an outage at will. */
export function memoryTable() {
  const table = {
    ...{ isDown: false, state: {} as QueueState },
    records: new Map<string, CallbackRecord>(),
    /** Each note with the end of its time. */
    abandonedCalls: new Map<string, number>(),
    keyedNumbers: new Map<string, PhoneNumber>(),
    callTasks: new Map<string, { taskSids: Set<string>; leftAtMs?: number }>(),
  };
  const reach = async <T>(work: () => T): Promise<T> => {
    if (table.isDown) throw new Error('the table is out of reach');
    return work();
  };
  const keyOf = ({ caller, queue }: Pick<CallbackRecord, 'caller' | 'queue'>) => `${caller} ${queue}`;
  const queueStates: QueueStates = {
    read: () => reach(() => table.state),
    readNow: () => reach(() => table.state),
    putSnapshot: async (_, snapshot) => reach(() => void Object.assign(table.state, { snapshot })),
    countAcceptance: async (_, whenFull) =>
      reach(() => {
        const { acceptances = 0 } = table.state;
        if (acceptances >= whenFull) return false;
        table.state = { ...table.state, acceptances: acceptances + 1 };
        return true;
      }),
    changeBreaker: async (_, { before, after }, way = 'transfer') =>
      reach(() => {
        const name = way === 'transfer' ? 'breaker' : 'apiBreaker';
        if (JSON.stringify(table.state[name]) !== JSON.stringify(before)) return false;
        const { [name]: _changed, ...rest } = table.state;
        table.state = after === 'closed' ? rest : { ...rest, [name]: after };
        return true;
      }),
    noteAbandonedCall: (_, wait, { untilMs, nowMs }) =>
      reach(() => {
        table.abandonedCalls.set(wait, untilMs);
        table.state = { ...table.state, abandonedCallsUntilMs: nowMs + NOTE_LASTS_MS };
      }),
    isAbandonedCall: (_, wait, nowMs) => reach(() => nowMs < (table.abandonedCalls.get(wait) ?? 0)),
  };
  const callbacks: CallbackRecords = {
    find: (caller, queue) => reach(() => table.records.get(keyOf({ caller, queue }))),
    request: (record, nowMs) =>
      reach(() => {
        const known = table.records.get(keyOf(record));
        if (known?.callSid === record.callSid) return isUnconfirmed(known) ? 'there' : 'refused';
        const pending = known && pendingStatuses.some((status) => status === known.status);
        if (pending && (nowMs < known.expiresAtMs || known.status === 'registered')) return 'refused';
        table.records.set(keyOf(record), record);
        return 'written';
      }),
    move: ({ to, returnCallSid, ...transition }) =>
      reach(() => {
        const known = table.records.get(keyOf(transition));
        const from: readonly string[] = transitionsTo[to];
        if (known?.callSid !== transition.callSid || !from.includes(known.status)) return false;
        table.records.set(keyOf(known), {
          ...known,
          status: to,
          ...(returnCallSid !== undefined && { returnCallSid }),
        });
        return true;
      }),
    listOpen: (queue) =>
      reach(() => [...table.records.values()].filter((one) => one.queue === queue && isListed(one.status))),
    reserveReturn: ({ caller, queue, callSid }, returnCallSid) =>
      reach(() => {
        const known = table.records.get(keyOf({ caller, queue }));
        if (known?.callSid !== callSid || known.returnCallSid !== undefined) return false;
        table.records.set(keyOf(known), { ...known, returnCallSid });
        return true;
      }),
    noteLookUp: () => reach(() => true),
    claimLoss: () => reach(() => true),
    closeLoss: () => reach(() => true),
    claimLostTask: () => reach(() => 'first' as const),
    noteLostTask: () => reach(() => true),
  };
  const callTasks: CallTasks = {
    noteTask: ({ callSid }, taskSid) =>
      reach(() => {
        const known = table.callTasks.get(callSid) ?? { taskSids: new Set() };
        known.taskSids.add(taskSid);
        table.callTasks.set(callSid, known);
        return known.leftAtMs;
      }),
    noteLeft: ({ callSid }, leftAtMs) =>
      reach(() => {
        const known = { taskSids: new Set<string>(), ...table.callTasks.get(callSid), leftAtMs };
        table.callTasks.set(callSid, known);
        return [...known.taskSids];
      }),
  };
  const keyedNumbers: KeyedNumbers = {
    claim: ({ callSid, number }) =>
      reach(() => {
        const claimed = table.keyedNumbers.get(callSid) ?? number;
        table.keyedNumbers.set(callSid, claimed);
        return claimed === number ? 'claimed' : 'call';
      }),
    ofCall: (callSid) => reach(() => table.keyedNumbers.get(callSid)),
  };
  return { table, queueStates, callbacks, callTasks, keyedNumbers };
}
