import { eventCallbackParameters, type WorkspaceEvent } from '../taskrouter/events.ts';
import { EventLog, type KeptEvent } from './event-log.ts';
import { createSids } from './sids.ts';
import type { WebhookRecord, Webhooks } from './webhooks.ts';

export interface EventCallbackOptions {
  webhooks: Webhooks;
  accountSid: string;
  workspaceSid: string;
  workspaceName: string;
  /** The workspace's event callback URL. */
  url: string;
  seed?: string;
}

/** The number of deliveries that can still be read. */
const RECORDS_KEPT = 500;

/**
 * TaskRouter's event callback: each event of the workspace as a signed form. Deliveries start in the order of the events,
 * but do not wait for one another. https://www.twilio.com/docs/taskrouter/api/event/reference#event-callbacks
 */
export class TaskRouterEvents {
  readonly #options: EventCallbackOptions;
  readonly #newSid: ReturnType<typeof createSids>;
  readonly #listeners: ((event: WorkspaceEvent) => void)[] = [];
  /** The last deliveries, oldest first. */
  readonly records: WebhookRecord[] = [];
  /** Every event, delivered or not. */
  readonly log = new EventLog();

  constructor(options: EventCallbackOptions) {
    this.#options = options;
    this.#newSid = createSids(options.seed ?? 'local');
  }

  /** Gets every event from now on, whether or not its delivery succeeds. */
  listen(listener: (event: WorkspaceEvent) => void): void {
    this.#listeners.push(listener);
  }

  send(event: WorkspaceEvent): void {
    for (const listener of this.#listeners) listener(event);
    const { webhooks, url } = this.#options;
    const announced = new AnnouncedEvent(event, this.#newSid('EV'), this.#options);
    this.log.add(announced);
    void webhooks.send({ method: 'POST', url, parameters: announced.parameters }, (record) => this.#keep(record));
  }

  #keep(record: WebhookRecord): void {
    this.records.push(record);
    if (this.records.length > RECORDS_KEPT) this.records.shift();
  }
}

/** Thousands are kept, and the text of each is 2 KB or more: so it is written when somebody reads it. */
class AnnouncedEvent implements KeptEvent {
  readonly #event: WorkspaceEvent;
  readonly #sid: string;
  readonly #workspace: Pick<EventCallbackOptions, 'accountSid' | 'workspaceSid' | 'workspaceName'>;

  constructor(event: WorkspaceEvent, sid: string, workspace: EventCallbackOptions) {
    this.#event = event;
    this.#sid = sid;
    this.#workspace = workspace;
  }

  get atMs(): number {
    return this.#event.timestampMs;
  }

  get parameters(): Record<string, string> {
    const { accountSid, workspaceSid, workspaceName } = this.#workspace;
    return {
      ...eventCallbackParameters(this.#event),
      AccountSid: accountSid,
      WorkspaceSid: workspaceSid,
      WorkspaceName: workspaceName,
      Sid: this.#sid,
    };
  }
}
