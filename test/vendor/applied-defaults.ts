import { createAccountApi } from '../../local/twilio/rest/account-api.ts';
import type { RestAnswer } from '../../local/twilio/rest/answers.ts';
import type { Row, Rows } from '../../local/twilio/rest/rows.ts';
import { accountFor } from '../../local/wiring/account-contents.ts';
import { ContactFloor, TASK_QUEUE } from '../local/twilio/contact-floor.ts';
import { ACCOUNT_SID, WORKFLOW } from '../local/twilio/phone-line.ts';
import { AUTHORIZATION, RestClient, TOKEN } from '../local/twilio/rest/rest-client.ts';
import { configuration } from '../support/builders.ts';

const MANY = 60;
const fieldsOf = ({ json }: RestAnswer) => json as Record<string, unknown>;
const listOf = (answer: RestAnswer) =>
  Object.values(fieldsOf(answer)).find((value): value is Record<string, unknown>[] => Array.isArray(value)) ?? [];

/** One thing in each minute, for half an hour. */
async function halfAnHour(happens: (client: RestClient) => void): Promise<RestClient> {
  const client = new RestClient();
  for (let minute = 0; minute < 30; minute += 1) {
    await client.floor.clock.advance(30);
    happens(client);
    await client.floor.clock.advance(30);
  }
  return client;
}

function withMany(happens: (client: RestClient) => void): RestClient {
  const client = new RestClient();
  for (let made = 0; made < MANY; made += 1) happens(client);
  return client;
}

function anEvent({ events, floor }: RestClient): void {
  events.add({ atMs: floor.clock.nowMs(), parameters: { EventType: 'task.created' } });
}

async function areListedByCreation(): Promise<boolean> {
  const client = new RestClient();
  const made: string[] = [];
  for (const priority of [1, 9, 5]) {
    made.push(client.task({}, priority));
    await client.floor.clock.advance(1);
  }
  return listOf(client.get('/Tasks')).every(({ sid }, index) => sid === made[index]);
}

function newTask(client = new RestClient()): Record<string, unknown> {
  return fieldsOf(client.post('/Tasks', { WorkflowSid: WORKFLOW }));
}

/** An account that has what `add` gives it besides. */
function account(add: (rows: Rows) => void = () => undefined) {
  const rows = accountFor({ ...configuration(), accountSid: ACCOUNT_SID });
  add(rows);
  const api = createAccountApi({ accountSid: ACCOUNT_SID, authToken: () => TOKEN, rows });
  const ask =
    (method: string) =>
    (path: string, form: Record<string, string> = {}) =>
      api({ method, path, headers: { authorization: AUTHORIZATION }, body: new URLSearchParams(form).toString() });
  return { rows, get: ask('GET'), post: ask('POST') };
}

const V2010 = `/2010-04-01/Accounts/${ACCOUNT_SID}`;
const NUMBERS = `${V2010}/IncomingPhoneNumbers`;
const DOMAIN: Row = { sid: `SD${'1'.repeat(32)}` };
const ADDRESSES: Row = { sid: `AL${'1'.repeat(32)}` };
const SIDS = { DomainSid: DOMAIN.sid, IpAccessControlListSid: ADDRESSES.sid, AccountSid: ACCOUNT_SID };

/** The first page of a list of an account that has many of these. */
function firstPage(template: string): number {
  let listPath = '';
  const { get } = account((rows) => {
    rows.put(`${V2010}/SIP/Domains`, DOMAIN);
    rows.put(`${V2010}/SIP/IpAccessControlLists`, ADDRESSES);
    const sids = { ...SIDS, WorkspaceSid: rows.list('/v1/Workspaces')[0]?.sid };
    listPath = Object.entries(sids).reduce((path, [name, sid]) => path.replace(`{${name}}`, sid ?? ''), template);
    for (let made = 0; made < MANY; made += 1) rows.put(listPath.replace('.json', ''), { sid: rows.newSid('XX') });
  });
  return listOf(get(listPath)).length;
}

function isListed(row: Record<string, unknown>): boolean {
  const sid = `PN${'1'.repeat(32)}`;
  const { get } = account((rows) => rows.put(NUMBERS, { sid, ...row }));
  return listOf(get(`${NUMBERS}.json`)).some((number) => number['sid'] === sid);
}

/** A number that was bought without any of these, and of which only the URL has been set since. */
function numberOf(): Record<string, unknown> {
  const { rows, post } = account();
  const [bought] = rows.list(NUMBERS);
  return fieldsOf(post(`${NUMBERS}/${bought?.sid}.json`, { VoiceUrl: 'https://example.com/' }));
}

function renamed(own: Record<string, unknown> = {}): Record<string, unknown> {
  const { rows, post } = account();
  const [workspace] = rows.list('/v1/Workspaces');
  rows.put('/v1/Workspaces', { ...(workspace as Row), ...own });
  return fieldsOf(post(`/v1/Workspaces/${workspace?.sid}`, { FriendlyName: 'Flex' }));
}

function address(): Record<string, unknown> {
  const { post } = account((rows) => rows.put(`${V2010}/SIP/IpAccessControlLists`, ADDRESSES));
  const path = `${V2010}/SIP/IpAccessControlLists/${ADDRESSES.sid}/IpAddresses.json`;
  return fieldsOf(post(path, { FriendlyName: 'one', IpAddress: '192.0.2.1' }));
}

/** The document's words where the simulator does as they say. */
const saidIf = (isSo: boolean, words: string) => (isSo ? words : 'something else');

const number = numberOf();
const statistics = `/TaskQueues/${TASK_QUEUE}/CumulativeStatistics`;

/** What the simulator does without a parameter, by the method, the resource and the parameter. */
const applied: Readonly<Record<string, () => unknown>> = {
  'GET CumulativeStatistics Minutes': async () =>
    fieldsOf((await halfAnHour((client) => client.task({}))).get(statistics))['tasks_entered'],
  'GET Events Minutes': async () => listOf((await halfAnHour(anEvent)).get('/Events')).length,
  'GET Events PageSize': () => listOf(withMany(anEvent).get('/Events')).length,
  'GET Tasks PageSize': () => listOf(withMany((client) => client.task({})).get('/Tasks')).length,
  'GET Tasks Ordering': async () => saidIf(await areListedByCreation(), 'ascending DateCreated'),
  'POST Tasks Timeout': () => newTask()['timeout'],
  'POST Tasks TaskChannel': () => newTask()['task_channel_unique_name'],
  'POST Tasks VirtualStartTime': () => {
    const { virtual_start_time, date_created } = newTask();
    return saidIf(virtual_start_time === date_created, 'date_created');
  },
  'POST Tasks Priority': () => {
    const target = { targetPriority: 7 };
    const { priority } = newTask(new RestClient(new ContactFloor(undefined, target)));
    return saidIf(priority === target.targetPriority, 'the priority of the matching Workflow Target');
  },
  // Nobody names a worker here, and so no capacity is ignored.
  'POST Tasks IgnoreCapacity': () => {
    const { status } = new RestClient().post('/Tasks', { WorkflowSid: WORKFLOW, RoutingTarget: `WK${'1'.repeat(32)}` });
    return saidIf(status === 400 && newTask()['ignore_capacity'] === false, 'true when the RoutingTarget');
  },
  'POST Workspaces MultiTaskEnabled': () => {
    const kept = [true, false].filter(
      (before) => renamed({ multi_task_enabled: before })['multi_task_enabled'] === before,
    );
    return saidIf(kept.length === 2, 'no default');
  },
  'POST Workspaces PrioritizeQueueOrder': () => renamed()['prioritize_queue_order'],
  'GET IncomingPhoneNumbers Beta': () => isListed({ beta: true }) && isListed({ beta: false }),
  'GET IncomingPhoneNumbers Origin': () =>
    saidIf(isListed({ origin: 'twilio' }) && isListed({ origin: 'hosted' }), 'all origin'),
  'POST IncomingPhoneNumbers ApiVersion': () => number['api_version'],
  'POST IncomingPhoneNumbers FriendlyName': () =>
    saidIf(number['friendly_name'] === '(415) 555-0100', 'a formatted version of the phone number'),
  'POST IncomingPhoneNumbers SmsMethod': () => number['sms_method'],
  'POST IncomingPhoneNumbers SmsFallbackMethod': () => number['sms_fallback_method'],
  'POST IncomingPhoneNumbers StatusCallbackMethod': () => number['status_callback_method'],
  'POST IncomingPhoneNumbers VoiceCallerIdLookup': () => number['voice_caller_id_lookup'],
  'POST IncomingPhoneNumbers VoiceMethod': () => number['voice_method'],
  'POST IncomingPhoneNumbers VoiceFallbackMethod': () => number['voice_fallback_method'],
  'POST IpAddresses CidrPrefixLength': () => saidIf(address()['cidr_prefix_length'] === 32, 'the entire IP address'),
};

export async function appliedDefault(request: string, parameter: string): Promise<unknown> {
  const [method, path = ''] = request.split(' ');
  const resource = path
    .replace('.json', '')
    .split('/')
    .findLast((segment) => !segment.startsWith('{'));
  const look = applied[`${method} ${resource} ${parameter}`];
  return look ? look() : parameter === 'PageSize' ? firstPage(path) : undefined;
}
