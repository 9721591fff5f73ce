import type { CallbackRecord, CallbackTransition } from './domain/callback-record.ts';
import type { PhoneNumber } from './domain/phone-number.ts';
import type { Configuration, QueueConfig } from './domain/queue-config.ts';
import type { QueueSnapshot, QueueState } from './domain/queue-snapshot.ts';
import type { RawStatistics } from './domain/queue-statistics.ts';

/** What the table knows about queues. */
export interface QueueStates {
  /** May be up to five seconds old. */
  read(queue: string): Promise<QueueState>;
  /** Read past every cache: for acceptances, so that nobody is transferred after a switch. */
  readNow(queue: string): Promise<QueueState>;
  putSnapshot(queue: string, snapshot: QueueSnapshot): Promise<void>;
  /** No offers for this queue until the time is over. */
  openBreaker(queue: string, openUntilMs: number): Promise<void>;
  /** This call's task is gone while the caller still holds: the next hold document must queue it again. */
  noteAbandonedCall(queue: string, callSid: string, nowMs: number): Promise<void>;
}

/** The open and recent callbacks. Every change is one conditional write, so repeats and disorder change nothing. */
export interface CallbackRecords {
  find(caller: PhoneNumber, queue: string): Promise<CallbackRecord | undefined>;
  /**
   * Writes a new record unless an open one of another call exists.
   * `true` also when this very call's record was there already (a repeated webhook), unless it has ended by now.
   */
  request(record: CallbackRecord, nowMs: number): Promise<boolean>;
  /** `false` when the record is another call's or its status does not allow the transition. */
  move(transition: RecordTransition): Promise<boolean>;
  /** Every record of the queue of which something may still come, expired or not; may lag a moment behind the writes. */
  listOpen(queue: string): Promise<CallbackRecord[]>;
  /** Somebody has heard of a lost callback: it is listed no more. `true` once. */
  closeLoss(record: Pick<CallbackRecord, 'caller' | 'queue' | 'callSid'>): Promise<boolean>;
}

export interface RecordTransition {
  caller: PhoneNumber;
  queue: string;
  callSid: string;
  to: CallbackTransition;
  nowMs: number;
  /** The call that brings the customer back, for `returned` and `abandoned`. */
  returnCallSid?: string;
  /** When Mindful will call back, for `registered`. */
  dueAtMs?: number | undefined;
}

export interface TaskRouterStatistics {
  /** Rejects when TaskRouter does not answer in time or answers with an error. */
  fetch(taskRouter: QueueConfig['taskRouter']): Promise<RawStatistics>;
}

/** Twilio's auth tokens that are valid now: several during a rotation. */
export interface AuthTokens {
  read(): Promise<string[]>;
  /** Reads the secret again, at most once a minute; `undefined` when it is too early for that. */
  readAgain(): Promise<string[] | undefined>;
}

/** What a step may use. Built once per container, replaced by plain objects in tests. */
export interface Services {
  configuration: Configuration;
  authTokens: AuthTokens;
  queueStates: QueueStates;
  callbacks: CallbackRecords;
  nowMs(): number;
  /** Something went wrong that the caller does not notice. Never pass a phone number. */
  warn(message: string, error: unknown): void;
}
