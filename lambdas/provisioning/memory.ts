/** Settings as Twilio names them in camel case; `''` where Twilio has none. */
export type Settings = Readonly<Record<string, string>>;

/** What a resource was like before this stage changed it, so that it can be given back. */
export interface Remembered {
  /** The resource's SID. */
  sid: string;
  /** For people: the phone number, domain or workspace. */
  name: string;
  /** Each kind of resource knows its own items by it. */
  kind: string;
  settings: Settings;
}

/** By the name: since when it is no queue's name any more, in epoch milliseconds, or that it still is one. */
export type QueueNames = Readonly<Record<string, number | 'in use'>>;

/**
 * What this stage must not forget about a Twilio account between two deploys, however the first one ended. It is written
 * before Twilio is changed and erased after Twilio is restored, so that an interruption loses nothing.
 */
export interface Memory {
  /** Whether this stage has begun to change the account, and so owns what bears its name. */
  begun(): Promise<boolean>;
  /** Begins, or goes on from another origin of this stage's webhooks. */
  begin(origin: string): Promise<void>;
  /** Every origin that it has begun with: what leads to one of them is this stage's own. */
  origins(): Promise<string[]>;
  recall(): Promise<Remembered[]>;
  /** Keeps what was remembered first: later settings are this stage's own. */
  remember(item: Remembered): Promise<void>;
  forget(sid: string): Promise<void>;
  /** The queues' names of the last deploy that ended well, and for how long each has been a former one. */
  queueNames(): Promise<QueueNames>;
  rememberQueueNames(names: QueueNames): Promise<void>;
  /** Forgets that it ever began, once nothing is left to give back. */
  end(): Promise<void>;
}
