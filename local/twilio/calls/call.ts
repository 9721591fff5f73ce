import type { VirtualClock } from '../../world/clock/clock.ts';
import type { SipLeg } from '../sip-peer.ts';
import type { WebhookMethod, WebhookParameters, WebhookRecord } from '../webhooks.ts';
import { Keypad } from './keypad.ts';
import { Phase } from './phase.ts';

type CallStatus = 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer';

export type EndedBy = 'caller' | 'agent' | 'far end' | 'document' | 'application error';

type TranscriptKind =
  | 'says'
  | 'plays'
  | 'pauses'
  | 'presses'
  | 'enters'
  | 'leaves'
  | 'rings'
  | 'connected'
  | 'hears'
  | 'disconnected'
  | 'task-canceled';

interface Ordered {
  /** Its place among all that happened in the call, where several things happen at one time. */
  order: number;
}

interface TranscriptEntry extends Ordered {
  atMs: number;
  kind: TranscriptKind;
  text: string;
}

/** Everything that is known of a call, ready to be shown as JSON. */
export interface CallRecord {
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
  readonly callerName?: string;
  readonly direction: 'inbound';
  readonly startedAtMs: number;
  status: CallStatus;
  /** What the caller is doing: `ringing`, `holding in queue support`, `talking to an agent`, `at Mindful`, `ended`, ... */
  where: string;
  answeredAtMs?: number;
  endedAtMs?: number;
  endedBy?: EndedBy;
  /** What the caller heard and did, in order. */
  readonly transcript: TranscriptEntry[];
  readonly webhooks: (WebhookRecord & Ordered)[];
  /** Errors that Twilio would log, and TwiML that is not understood; empty after a call that went well. */
  readonly faults: string[];
  /** Tasks made for the call, oldest first. */
  readonly taskSids: string[];
}

/** Where a call's documents come from: the settings of its phone number or SIP domain. */
export interface CallRoute {
  voiceUrl: string;
  voiceMethod?: WebhookMethod;
  voiceFallbackUrl?: string;
  voiceFallbackMethod?: WebhookMethod;
  statusCallback?: string;
  statusCallbackMethod?: WebhookMethod;
}

/** Tells the other side of an incoming SIP call what happens to it. */
export interface CallerListener {
  answered?(): void;
  /** An agent has the call. */
  connected?(): void;
  ended?(by: EndedBy): void;
}

export interface CallOptions {
  record: Pick<CallRecord, 'callSid' | 'from' | 'to' | 'callerName'>;
  route: CallRoute;
  /** Parameters that every webhook of this call carries besides the standard ones, such as SIP headers. */
  extraParameters: WebhookParameters;
  listener?: CallerListener;
  clock: VirtualClock;
  onChange: (call: Call) => void;
}

/** The caller's leg: what it is, where it is, and what happened on it. */
export class Call {
  readonly record: CallRecord;
  readonly route: CallRoute;
  readonly extraParameters: WebhookParameters;
  /** Lasts as long as the call. */
  readonly phase: Phase;
  readonly keypad = new Keypad();
  /** The far end of `<Dial>` while the caller is connected to it. */
  farEnd: Pick<SipLeg, 'refer'> | undefined;
  /** The party that hung up last, if the caller has heard nothing since. */
  partyThatLeft: 'agent' | 'far end' | undefined;
  readonly #options: CallOptions;
  /** Who holds for long is answered the same again and again; it is kept once. */
  readonly #bodies = new Map<string, string>();

  constructor(options: CallOptions) {
    this.#options = options;
    this.route = options.route;
    this.extraParameters = options.extraParameters;
    this.phase = new Phase(options.clock);
    this.record = {
      ...options.record,
      direction: 'inbound',
      startedAtMs: options.clock.nowMs(),
      status: 'ringing',
      where: 'ringing',
      transcript: [],
      webhooks: [],
      faults: [],
      taskSids: [],
    };
  }

  get isOver(): boolean {
    return this.record.endedAtMs !== undefined;
  }

  note(kind: TranscriptKind, text: string): void {
    this.record.transcript.push({ atMs: this.#options.clock.nowMs(), order: this.#nextOrder(), kind, text });
    this.#options.onChange(this);
  }

  #nextOrder(): number {
    return this.record.transcript.length + this.record.webhooks.length;
  }

  /** The same fault again, as in a loop, is told once. */
  fault(text: string): void {
    if (!this.record.faults.includes(text)) this.record.faults.push(text);
    this.#options.onChange(this);
  }

  keepWebhook(webhook: WebhookRecord): void {
    const body = this.#bodies.get(webhook.body) ?? webhook.body;
    this.#bodies.set(body, body);
    this.record.webhooks.push(Object.assign(webhook, { body, order: this.#nextOrder() }));
    this.#options.onChange(this);
  }

  keepTask(taskSid: string): void {
    this.record.taskSids.push(taskSid);
  }

  moveTo(where: string): void {
    this.record.where = where;
    this.#options.onChange(this);
  }

  /** Twilio picks the phone up. */
  answer(): void {
    if (this.record.status !== 'ringing') return;
    this.record.status = 'in-progress';
    this.record.answeredAtMs = this.#options.clock.nowMs();
    this.#options.listener?.answered?.();
    this.moveTo('listening');
  }

  connectAgent(name: string): void {
    this.answer();
    this.note('connected', name);
    this.moveTo('talking to an agent');
    this.#options.listener?.connected?.();
  }

  /** A call that ends while it rings is `no-answer` by default; an answered one is `completed`. */
  end(by: EndedBy, unanswered: 'busy' | 'no-answer' = 'no-answer'): void {
    if (this.isOver) return;
    this.record.status = this.record.status === 'in-progress' ? 'completed' : unanswered;
    this.record.endedAtMs = this.#options.clock.nowMs();
    this.record.endedBy = by;
    this.phase.cutShort();
    this.#options.listener?.ended?.(by);
    this.moveTo('ended');
  }
}
