import { EventLog } from '../../../../local/twilio/event-log.ts';
import type { RestAnswer } from '../../../../local/twilio/rest/answers.ts';
import { createRestApi } from '../../../../local/twilio/rest/taskrouter-api.ts';
import { ContactFloor, TASK_QUEUE, WORKSPACE } from '../contact-floor.ts';
import { ACCOUNT_SID, WORKFLOW } from '../phone-line.ts';

export const BASE = `/v1/Workspaces/${WORKSPACE}`;
export const TOKEN = 'secret';
export const AUTHORIZATION = `Basic ${btoa(`${ACCOUNT_SID}:${TOKEN}`)}`;

/** A floor, and somebody who asks about it by REST. */
export class RestClient {
  readonly floor: ContactFloor;
  readonly events = new EventLog();
  readonly #listenersHeard: string[] = [];
  readonly api: ReturnType<typeof createRestApi>;

  constructor(floor = new ContactFloor()) {
    this.floor = floor;
    this.api = createRestApi({
      events: this.events,
      accountSid: ACCOUNT_SID,
      authToken: () => TOKEN,
      workspaceSid: WORKSPACE,
      taskQueueSids: [TASK_QUEUE],
      model: floor.model,
      nowMs: () => floor.clock.nowMs(),
      onChange: () => floor.queue.catchUpSoon(),
    });
  }

  /** Why tasks were cancelled under their callers. */
  get cancelReasons(): readonly string[] {
    return this.#listenersHeard;
  }

  get(path: string): RestAnswer {
    return this.api({ method: 'GET', path: BASE + path, headers: { authorization: AUTHORIZATION }, body: '' });
  }

  post(path: string, form: Record<string, string>, headers: Record<string, string> = {}): RestAnswer {
    const body = new URLSearchParams(form).toString();
    return this.api({ method: 'POST', path: BASE + path, headers: { authorization: AUTHORIZATION, ...headers }, body });
  }

  postJson(path: string, document: object): RestAnswer {
    const headers = { authorization: AUTHORIZATION, 'content-type': 'application/json' };
    return this.api({ method: 'POST', path: BASE + path, headers, body: JSON.stringify(document) });
  }

  /** A caller's task. */
  task(attributes: Record<string, unknown>, priority = 0): string {
    const order = { workflowSid: WORKFLOW, attributes, priority, timeoutSeconds: 900 };
    return this.floor.queue.createTask(order, {
      accepted: () => undefined,
      ended: () => undefined,
      canceled: (reason) => this.#listenersHeard.push(reason),
    });
  }
}
