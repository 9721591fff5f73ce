import type { KeptEvent } from '../event-log.ts';
import { invalidParameter, ok, type RestAnswer, readKnownParameters } from './answers.ts';
import { type RestContext, taskRouterOrigin } from './context.ts';
import { pageSize } from './pages.ts';

const DEFAULT_MINUTES = 15;

const noOtherPage = { previous_page_url: null, next_page_url: null };

/**
 * The events of the last minutes, or between two dates. There is one list and no page after it.
 * https://www.twilio.com/docs/taskrouter/api/event
 */
export function answerEventList(context: RestContext): RestAnswer {
  const parameters = readKnownParameters(context.query, [
    ...['EventType', 'StartDate', 'EndDate', 'Minutes', 'TaskQueueSid', 'TaskChannel', 'TaskSid', 'PageSize'],
  ]);
  const { events, nowMs, path, query } = context;
  const filters = { TaskQueueSid: 'TaskQueueSid', TaskChannel: 'TaskChannelUniqueName', TaskSid: 'TaskSid' } as const;
  const fromMs = readDate('StartDate', parameters) ?? nowMs - readMinutes(parameters.get('Minutes')) * 60_000;
  const found = events
    .between(fromMs, readDate('EndDate', parameters) ?? nowMs, nowMs)
    .filter(({ parameters: { EventType } }) => EventType === (parameters.get('EventType') ?? EventType))
    .filter((event) =>
      Object.entries(filters).every(([filter, name]) => {
        const wanted = parameters.get(filter);
        return wanted === undefined || event.parameters[name] === wanted;
      }),
    );
  const size = pageSize(parameters.get('PageSize'));
  const page = found.slice(0, size);
  const url = `${taskRouterOrigin}${path}?${query}`;
  const meta = { key: 'events', page: 0, page_size: size, url, first_page_url: url, ...noOtherPage };
  return ok({ events: page.map((event) => eventJson(event, context)), meta });
}

/** What stands beside `event_data`, or describes the event as a whole. */
const besideData = ['EventType', 'Timestamp', 'TimestampMs', 'ResourceType', 'ResourceSid', 'AccountSid', 'Sid'];

export function eventJson(
  { atMs, parameters }: KeptEvent,
  { accountSid, workspaceSid }: Pick<RestContext, 'accountSid' | 'workspaceSid'>,
): Record<string, unknown> {
  const workspace = `${taskRouterOrigin}/v1/Workspaces/${workspaceSid}`;
  const { EventType = '', ResourceType = '', ResourceSid, Sid } = parameters;
  const data = Object.entries(parameters).filter(([name]) => !besideData.includes(name));
  return {
    account_sid: accountSid,
    actor_sid: workspaceSid,
    actor_type: 'workspace',
    actor_url: workspace,
    description: `${ResourceType} ${EventType}`,
    event_data: Object.fromEntries(data.map(([name, value]) => [inSnakeCase(name), value])),
    event_date: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
    event_date_ms: atMs,
    event_type: EventType,
    resource_sid: ResourceSid,
    resource_type: ResourceType,
    resource_url: `${workspace}/${ResourceType === 'worker' ? 'Workers' : 'Tasks'}/${ResourceSid}`,
    sid: Sid,
    source: 'twilio',
    source_ip_address: '192.0.2.1',
    url: `${workspace}/Events/${Sid}`,
    workspace_sid: workspaceSid,
  };
}

function inSnakeCase(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}

function readDate(name: string, parameters: ReadonlyMap<string, string>): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw invalidParameter(`${name}=${text} is no date in ISO 8601`);
  return atMs;
}

function readMinutes(text: string | undefined): number {
  if (text === undefined) return DEFAULT_MINUTES;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw invalidParameter(`Minutes=${text} is not a whole number above 0`);
}
