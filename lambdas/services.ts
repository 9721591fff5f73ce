import type { CallbackRecord, CallbackTransition } from './domain/callback/callback-record.ts';
import type { HistoryHour } from './domain/mindful/call-history.ts';
import type { BreakerChange, Way } from './domain/offer/breaker.ts';
import type { PhoneNumber } from './domain/phone-number.ts';
import type { Configuration, MindfulWidget, QueueConfig } from './domain/queue-config.ts';
import type { QueueSnapshot, QueueState } from './domain/queue-snapshot.ts';
import type { RawStatistics, StatisticsWindow } from './domain/wait/read-statistics.ts';
import type { RosterMemory } from './domain/wait/roster-memory.ts';
import type { LogLine } from './log/log-line.ts';
import type { LogMessageName } from './log/log-messages.ts';
import type { FunctionName } from './routes.ts';

/** What the table knows about queues. */
export interface QueueStates {
  /** May be up to five seconds old. */
  read(queue: string): Promise<QueueState>;
  /** Read past every cache: for acceptances, so that nobody is transferred after a switch. */
  readNow(queue: string): Promise<QueueState>;
  putSnapshot(queue: string, snapshot: QueueSnapshot): Promise<void>;
  /** `false` when the breaker is no longer what the change started from. */
  changeBreaker(queue: string, change: BreakerChange, way?: Way): Promise<boolean>;
  /** One more callback is accepted, unless so many have been by now: then `false`. */
  countAcceptance(queue: string, whenFull: number): Promise<boolean>;
  /** The task of this wait (`waitOfCall`) is gone while the caller still holds: the next hold document must queue it again. */
  noteAbandonedCall(queue: string, wait: string, note: { untilMs: number; nowMs: number }): Promise<void>;
  isAbandonedCall(queue: string, wait: string, nowMs: number): Promise<boolean>;
}

/** What is remembered of each queue's roster. */
export interface Rosters {
  /** As somebody has written it. */
  read(queue: string): Promise<unknown>;
  put(queue: string, roster: RosterMemory, nowMs: number): Promise<void>;
}

/** A record was written; it was there already, of this very call; or there is none of this call. */
export type Requested = 'written' | 'there' | 'refused';

/** The open and recent callbacks. Every change is one conditional write, so repeats and disorder change nothing. */
export interface CallbackRecords {
  find(caller: PhoneNumber, queue: string): Promise<CallbackRecord | undefined>;
  /**
   * Writes a new record unless an open one of another call exists. This very call's record may be there already, for the webhook
   * was repeated; it counts as refused when it has ended by now.
   */
  request(record: CallbackRecord, nowMs: number): Promise<Requested>;
  /** `false` when the record is another call's or its status does not allow the transition. */
  move(transition: RecordTransition): Promise<boolean>;
  /** This call may be the one that brings the customer back. The status stays; `false` when another call was first. */
  reserveReturn(record: RecordKey, returnCallSid: string): Promise<boolean>;
  /** Every record of the queue of which something may still come, expired or not; may lag a moment behind the writes. */
  listOpen(queue: string): Promise<CallbackRecord[]>;
  /** Mindful's history has been asked about an overdue callback. */
  noteLookUp(record: RecordKey, nowMs: number): Promise<boolean>;
  /** This sample reports the loss: one of several may, and not while the one that found it may still be at it. */
  claimLoss(record: RecordKey, nowMs: number): Promise<boolean>;
  /** Somebody has heard of a lost callback: it is listed no more, unless something remains to be done. `true` once. */
  closeLoss(record: RecordKey, closing: { nowMs: number; stillListed: boolean }): Promise<boolean>;
  /**
   * This sample makes the task to call the person of a lost callback. `undefined` when there is one, when another sample is
   * at it, or when the customer has come back; `again` when an earlier sample has tried.
   */
  claimLostTask(record: RecordKey, nowMs: number): Promise<'first' | 'again' | undefined>;
  /** The task to call the person exists, or it has ended: an agent took it, or it was given up. */
  noteLostTask(record: RecordKey, task: { sid: string; madeAtMs: number } | { endedAtMs: number }): Promise<boolean>;
}

/** A number that somebody in this call wants to be called back on instead of the caller's. */
export interface KeyedNumber {
  callSid: string;
  /** Absent when withheld. */
  caller: PhoneNumber | undefined;
  number: PhoneNumber;
}

/** Which callbacks to numbers that were keyed in there are: no more than a call, a caller and a number may have. */
export interface KeyedNumbers {
  /** Whether the call may have this one, or what has had too many. The same claim again is the same one. */
  claim(keyed: KeyedNumber, nowMs: number): Promise<'claimed' | 'call' | 'caller' | 'number'>;
  /** The number that this call has claimed. */
  ofCall(callSid: string): Promise<PhoneNumber | undefined>;
}

/** Names one callback: its caller, its queue, and the call in which it was accepted. */
export type RecordKey = Pick<CallbackRecord, 'caller' | 'queue' | 'callSid'>;

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
  fetch(taskRouter: QueueConfig['taskRouter'], windows: readonly StatisticsWindow[]): Promise<RawStatistics>;
}

/** The keys of a secret that are good now: several during a rotation. */
export interface RotatingKeys<Key> {
  read(): Promise<Key[]>;
  /** Reads the secret again, at most once a minute; `undefined` when it is too early for that. */
  readAgain(): Promise<Key[] | undefined>;
}

export interface Task {
  sid: string;
  status: string;
  createdAtMs: number;
  attributes: Record<string, unknown>;
  etag: string | undefined;
}

export interface TaskChange {
  attributes?: Record<string, unknown>;
  /** Place in line among tasks of the same priority; not in the future. */
  virtualStartMs?: number;
  cancelBecause?: string;
}

type TaskRouterSids = QueueConfig['taskRouter'];

/** TaskRouter's tasks, one request each. Every one rejects when TaskRouter does not answer in time or refuses. */
export interface TaskRouterTasks {
  /** By an expression over the attributes, of which TaskRouter answers three a second: a last resort. */
  find(taskRouter: TaskRouterSids, expression: string): Promise<Task[]>;
  /** The tasks that wait in the queue, in the order in which agents get them; of a very long line, its first part. */
  listWaiting(taskRouter: TaskRouterSids): Promise<Task[]>;
  /** On the channel of the calls, so that no agent on the phone is handed it; its SID. */
  create(taskRouter: TaskRouterSids, order: { attributes: Record<string, unknown>; priority: number }): Promise<string>;
  /** `undefined` when there is no such task: TaskRouter deletes a task some minutes after its end. */
  read(taskRouter: TaskRouterSids, taskSid: string): Promise<Task | undefined>;
  /** `false` when the task has changed since it was read. */
  change(taskRouter: TaskRouterSids, task: Pick<Task, 'sid' | 'etag'>, changes: TaskChange): Promise<boolean>;
}

/** One call as its tasks name it. */
export interface CallInQueue {
  callSid: string;
  queue: string;
}

/**
 * The tasks of a call as TaskRouter's events name them, and that its caller has left the queue. The two are told in any order:
 * whichever comes second learns of the other.
 */
export interface CallTasks {
  /** TaskRouter has made this task. When the call has left the queue already, the time of that. */
  noteTask(call: CallInQueue, taskSid: string, nowMs: number): Promise<number | undefined>;
  /** The call has left the queue for a callback. Its tasks so far, by SID. */
  noteLeft(call: CallInQueue, leftAtMs: number): Promise<string[]>;
}

/** A moment of some task's life that is counted once, whoever hears of it first. */
export interface HandledEvent {
  key: string;
  atMs: number;
}

/** Which task events have been dealt with, and up to when TaskRouter's own record of them has been read. */
export interface HandledEvents {
  /** `true` for the first who says so. */
  mark(event: HandledEvent): Promise<boolean>;
  /** The keys of those that happened about then. */
  between(fromMs: number, toMs: number): Promise<ReadonlySet<string>>;
  /** `undefined` when none has ever been read. */
  readUntilMs(workspaceSid: string): Promise<number | undefined>;
  noteReadUntil(workspaceSid: string, untilMs: number): Promise<void>;
}

/** TaskRouter's own record of the events of a workspace, as raw JSON. */
export interface TaskRouterEvents {
  /** Both ends, which are whole seconds, belong to it; `undefined` when there are more than one answer holds. */
  list(
    workspaceSid: string,
    query: { eventType: string; fromMs: number; toMs: number },
  ): Promise<readonly unknown[] | undefined>;
}

/** A registration that Mindful is asked for. */
export interface CallbackRequest {
  caller: PhoneNumber;
  /** What is to come back with the return call, by the names of the Call Target's metadata items. */
  userData: Record<string, string>;
}

/** Mindful's Scheduler, as raw JSON. Each rejects when it does not answer in time or answers with an error. */
export interface MindfulScheduler {
  widgetStatus(widget: MindfulWidget): Promise<unknown>;
  callbackStatus(widget: MindfulWidget, caller: PhoneNumber): Promise<unknown>;
  requestCallback(widget: MindfulWidget, request: CallbackRequest): Promise<unknown>;
  cancelCallback(widget: MindfulWidget, caller: PhoneNumber): Promise<unknown>;
}

/** Mindful's API v2. */
export interface MindfulApi {
  /** Whether the secret holds an Application Client. */
  hasCredentials(): Promise<boolean>;
  /** The calls that ended in this hour, as raw JSON. Rejects when Mindful does not tell. */
  endedCalls(hour: HistoryHour): Promise<unknown>;
  /** An agent is on the line with Mindful for this customer. Rejects when Mindful does not take the news. */
  agentAnswered(customer: PhoneNumber, metadata: Record<string, string>): Promise<void>;
}

/** What a step of a call may use. Built once per container, replaced by plain objects in tests. */
export interface CallServices {
  configuration: Configuration;
  queueStates: QueueStates;
  callbacks: CallbackRecords;
  keyedNumbers: KeyedNumbers;
  nowMs(): number;
  /** Something went wrong that the caller does not notice: part of the request's log line. */
  warn(message: LogMessageName, error: unknown): void;
}

/** What the steps of events may use: TaskRouter and Mindful's APIs too, for which no caller waits but one who has said yes. */
export interface EventServices extends CallServices {
  tasks: TaskRouterTasks;
  callTasks: CallTasks;
  handledEvents: HandledEvents;
  mindfulApi: Pick<MindfulApi, 'agentAnswered'>;
  scheduler: Omit<MindfulScheduler, 'widgetStatus'>;
}

interface ServicesOfFunctions {
  voice: CallServices;
  events: EventServices;
}

export type ServicesOf<F extends FunctionName> = ServicesOfFunctions[F];

/** What the sampler may use. */
export interface SamplerServices extends Omit<CallServices, 'configuration' | 'keyedNumbers'> {
  taskRouter: TaskRouterStatistics;
  rosters: Rosters;
  tasks: TaskRouterTasks;
  scheduler: Omit<MindfulScheduler, 'requestCallback'>;
  mindfulApi: Pick<MindfulApi, 'hasCredentials' | 'endedCalls'>;
  write(line: LogLine): void;
}
