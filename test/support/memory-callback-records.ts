import {
  type CallbackRecord,
  expiryAfter,
  isListed,
  isUnconfirmed,
  pendingStatuses,
  transitionsTo,
} from '../../lambdas/domain/callback/callback-record.ts';
import { CLAIM_MS } from '../../lambdas/domain/callback/lost-callback.ts';
import type { PhoneNumber } from '../../lambdas/domain/phone-number.ts';
import type { CallbackRecords, RecordKey, RecordTransition, Requested } from '../../lambdas/services.ts';

/** Callback records as the table keeps them, without a table: for journeys by the ten thousand. */
export class MemoryCallbackRecords implements CallbackRecords {
  readonly #records = new Map<string, CallbackRecord>();
  readonly #closed = new Set<string>();
  /** When a sample found a loss, or last began to report it. */
  readonly #lossClaims = new Map<string, number>();

  async find(caller: PhoneNumber, queue: string): Promise<CallbackRecord | undefined> {
    const record = this.#records.get(`${caller} ${queue}`);
    return record && { ...record };
  }

  async request(record: CallbackRecord, nowMs: number): Promise<Requested> {
    const key = `${record.caller} ${record.queue}`;
    const existing = this.#records.get(key);
    if (!existing || (existing.callSid !== record.callSid && this.#mayBeReplaced(existing, nowMs))) {
      this.#records.set(key, { ...record });
      return 'written';
    }
    return existing.callSid === record.callSid && isUnconfirmed(existing) ? 'there' : 'refused';
  }

  async move({ caller, queue, callSid, to, nowMs, ...details }: RecordTransition): Promise<boolean> {
    const key = `${caller} ${queue}`;
    const record = this.#records.get(key);
    const from: readonly string[] = transitionsTo[to];
    if (!record || record.callSid !== callSid || !from.includes(record.status)) return false;
    if (to === 'abandoned' && record.returnCallSid !== details.returnCallSid) return false;
    const { returnCallSid, dueAtMs } = details;
    if (to === 'lost') this.#lossClaims.set(callSid, nowMs);
    this.#records.set(key, {
      ...record,
      status: to,
      expiresAtMs: expiryAfter(to, nowMs, dueAtMs) ?? record.expiresAtMs,
      ...(returnCallSid !== undefined && { returnCallSid }),
      ...(dueAtMs !== undefined && { dueAtMs }),
    });
    return true;
  }

  async listOpen(queue: string): Promise<CallbackRecord[]> {
    const listed = [...this.#records.values()].filter((record) => record.queue === queue && this.#isListed(record));
    return listed.map((record) => ({ ...record }));
  }

  async reserveReturn({ caller, queue, callSid }: RecordKey, returnCallSid: string): Promise<boolean> {
    const key = `${caller} ${queue}`;
    const record = this.#records.get(key);
    if (record?.callSid !== callSid || record.returnCallSid !== undefined) return false;
    this.#records.set(key, { ...record, returnCallSid });
    return true;
  }

  async noteLookUp({ caller, queue, callSid }: RecordKey, nowMs: number): Promise<boolean> {
    const key = `${caller} ${queue}`;
    const record = this.#records.get(key);
    if (record?.callSid !== callSid || record.status !== 'registered') return false;
    this.#records.set(key, { ...record, lookedUpAtMs: nowMs });
    return true;
  }

  async claimLoss({ caller, queue, callSid }: RecordKey, nowMs: number): Promise<boolean> {
    const record = this.#records.get(`${caller} ${queue}`);
    if (record?.callSid !== callSid || record.status !== 'lost' || record.lossReportedAtMs !== undefined) return false;
    if ((this.#lossClaims.get(callSid) ?? 0) > nowMs - CLAIM_MS) return false;
    this.#lossClaims.set(callSid, nowMs);
    return true;
  }

  async closeLoss(
    { caller, queue, callSid }: RecordKey,
    { nowMs, stillListed }: { nowMs: number; stillListed: boolean },
  ): Promise<boolean> {
    const key = `${caller} ${queue}`;
    const record = this.#records.get(key);
    if (record?.callSid !== callSid || record.status !== 'lost' || !this.#isListed(record)) return false;
    this.#records.set(key, { ...record, lossReportedAtMs: nowMs });
    if (!stillListed) this.#closed.add(callSid);
    return true;
  }

  async claimLostTask({ caller, queue, callSid }: RecordKey, nowMs: number): Promise<'first' | 'again' | undefined> {
    const key = `${caller} ${queue}`;
    const record = this.#records.get(key);
    if (record?.callSid !== callSid || record.status !== 'lost' || record.lostTaskSid !== undefined) return undefined;
    const { lostTaskTriedAtMs } = record;
    if (lostTaskTriedAtMs !== undefined && lostTaskTriedAtMs > nowMs - CLAIM_MS) return undefined;
    this.#records.set(key, { ...record, lostTaskTriedAtMs: nowMs });
    return lostTaskTriedAtMs === undefined ? 'first' : 'again';
  }

  async noteLostTask(
    { caller, queue, callSid }: RecordKey,
    task: { sid: string; madeAtMs: number } | { endedAtMs: number },
  ): Promise<boolean> {
    const key = `${caller} ${queue}`;
    const record = this.#records.get(key);
    if (record?.callSid !== callSid) return false;
    const noted =
      'sid' in task
        ? { lostTaskSid: task.sid, lostTaskMadeAtMs: task.madeAtMs }
        : { lostTaskEndedAtMs: task.endedAtMs };
    this.#records.set(key, { ...record, ...noted });
    return true;
  }

  #isListed({ status, callSid }: CallbackRecord): boolean {
    return isListed(status) && !this.#closed.has(callSid);
  }

  #mayBeReplaced(record: CallbackRecord, nowMs: number): boolean {
    if (record.status === 'lost') {
      const { lossReportedAtMs, lostTaskSid } = record;
      return !this.#isListed(record) || (lossReportedAtMs !== undefined && lostTaskSid !== undefined);
    }
    const pending: readonly string[] = pendingStatuses;
    return !pending.includes(record.status) || (record.expiresAtMs <= nowMs && record.status !== 'registered');
  }
}
