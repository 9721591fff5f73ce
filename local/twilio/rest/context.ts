import type { TaskRouterModel } from '../../taskrouter/model.ts';
import type { EventLog } from '../event-log.ts';
import type { RestRequest } from './answers.ts';
import type { RestAccess } from './authenticate.ts';

/** Where TaskRouter's answers say that they are from. */
export const taskRouterOrigin = 'https://taskrouter.twilio.com';

export interface RestApiOptions extends RestAccess {
  workspaceSid: string;
  taskQueueSids: readonly string[];
  model: TaskRouterModel;
  events: EventLog;
  nowMs(): number;
  /** Runs after a request has changed the model. */
  onChange(): void;
}

/** A request with what a resource needs to answer it. */
export interface RestContext
  extends Pick<RestApiOptions, 'accountSid' | 'workspaceSid' | 'taskQueueSids' | 'model' | 'events' | 'onChange'> {
  path: string;
  query: string;
  headers: RestRequest['headers'];
  body: string;
  /** The SIDs in the path after the workspace's. */
  ids: readonly string[];
  nowMs: number;
}
