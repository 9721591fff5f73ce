import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type CallbackRecord, type CallbackStatus, transitionsTo } from '../domain/callback/callback-record.ts';
import { type PhoneNumber, parsePhoneNumber } from '../domain/phone-number.ts';
import { openCallbacksIndex, partitionKey, sortKey, timeToLive } from './table.ts';

export type Item = Record<string, AttributeValue>;

/** A finished or lapsed record stays for a day, for whoever asks what became of a callback. */
const KEPT_AFTER_END_SECONDS = 24 * 60 * 60;

export function keyOf({ caller, queue }: { caller: PhoneNumber; queue: string }): Item {
  return { [partitionKey]: { S: `caller#${caller}` }, [sortKey]: { S: queue } };
}

/** When DynamoDB may delete a record that counts as absent from then on. */
export function timeToLiveAfter(endMs: number): AttributeValue {
  return { N: String(Math.ceil(endMs / 1000) + KEPT_AFTER_END_SECONDS) };
}

export function writeRecord(record: CallbackRecord): Item {
  return {
    ...keyOf(record),
    callSid: { S: record.callSid },
    status: { S: record.status },
    [openCallbacksIndex.sortKey]: { N: String(record.acceptedAtMs) },
    quotedWaitSeconds: { N: String(record.quotedWaitSeconds) },
    expiresAtMs: { N: String(record.expiresAtMs) },
    [openCallbacksIndex.partitionKey]: { S: record.queue },
    [timeToLive]: timeToLiveAfter(record.expiresAtMs),
  };
}

/** `undefined` for an item that is not what we write. */
export function readRecord(item: Item): CallbackRecord | undefined {
  const caller = parsePhoneNumber(item[partitionKey]?.S?.replace('caller#', ''));
  const queue = item[sortKey]?.S;
  const callSid = item['callSid']?.S;
  const status = item['status']?.S;
  if (!caller || !queue || !callSid || !isStatus(status)) return undefined;
  if (![openCallbacksIndex.sortKey, 'quotedWaitSeconds', 'expiresAtMs'].every((name) => isTime(item[name])))
    return undefined;
  return {
    caller,
    queue,
    callSid,
    status,
    acceptedAtMs: Number(item[openCallbacksIndex.sortKey]?.N),
    quotedWaitSeconds: Number(item['quotedWaitSeconds']?.N),
    expiresAtMs: Number(item['expiresAtMs']?.N),
    ...(isTime(item['dueAtMs']) && { dueAtMs: Number(item['dueAtMs'].N) }),
    ...(isTime(item['lossReportedAtMs']) && { lossReportedAtMs: Number(item['lossReportedAtMs'].N) }),
    ...(isTime(item['lostTaskTriedAtMs']) && { lostTaskTriedAtMs: Number(item['lostTaskTriedAtMs'].N) }),
    ...(item['lostTaskSid']?.S && { lostTaskSid: item['lostTaskSid'].S }),
    ...(isTime(item['lostTaskMadeAtMs']) && { lostTaskMadeAtMs: Number(item['lostTaskMadeAtMs'].N) }),
    ...(isTime(item['lostTaskEndedAtMs']) && { lostTaskEndedAtMs: Number(item['lostTaskEndedAtMs'].N) }),
    ...(item['returnCallSid']?.S && { returnCallSid: item['returnCallSid'].S }),
  };
}

function isStatus(value: string | undefined): value is CallbackStatus {
  return value === 'requested' || (value !== undefined && Object.hasOwn(transitionsTo, value));
}

/** The last moment that a date can name. */
const END_OF_TIME_MS = 8.64e15;

function isTime(value: AttributeValue | undefined): value is AttributeValue.NMember {
  return value?.N !== undefined && Number(value.N) >= 0 && Number(value.N) <= END_OF_TIME_MS;
}
