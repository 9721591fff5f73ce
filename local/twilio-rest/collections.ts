import { RestError } from '../twilio/rest-answers.ts';
import type { Row, Rows } from './rows.ts';

/** Sends parameters where a resource keeps them and refuses what Twilio would refuse. */
export interface Collection {
  /** Of the list, `{...}` for SIDs: `/v1/Workspaces/{WorkspaceSid}/Workflows`. */
  path: string;
  prefix: string;
  /** Where the list is in its JSON. */
  key: string;
  /** Parameters that a resource may be created with, empty when it cannot be; required ones end in `!`. */
  create: readonly string[];
  /** Parameters that may be changed. */
  update: readonly string[];
  canDelete: boolean;
  /** By which parameters the list can be narrowed, each with its field. */
  filters?: Readonly<Record<string, string>>;
  /** Fields beside the parameters. */
  defaults?(listPath: string): Record<string, unknown>;
  /** Looks at the resource before it is stored and may adjust it; throws a `RestError`. */
  check?(context: CheckContext): void;
  /** Throws when the resource is still needed. */
  checkDelete?(context: CheckContext): void;
}

export interface CheckContext {
  row: Row;
  /** The fields that this request sets; empty for a deletion. */
  changed: Readonly<Record<string, unknown>>;
  rows: Rows;
  listPath: string;
  /** `/2010-04-01/Accounts/AC...` */
  accountPath: string;
}

const ACCOUNT = '/2010-04-01/Accounts/{AccountSid}';

const voiceWebhooks = ['VoiceUrl', 'VoiceMethod', 'VoiceFallbackUrl', 'VoiceFallbackMethod'];
const domainSettings = [...voiceWebhooks, 'VoiceStatusCallbackUrl', 'VoiceStatusCallbackMethod', 'FriendlyName'];

export const collections: readonly Collection[] = [
  {
    path: `${ACCOUNT}/IncomingPhoneNumbers`,
    prefix: 'PN',
    key: 'incoming_phone_numbers',
    create: [],
    update: [...voiceWebhooks, 'StatusCallback', 'StatusCallbackMethod', 'VoiceApplicationSid', 'TrunkSid'],
    canDelete: false,
    filters: { PhoneNumber: 'phone_number' },
    check: oneOwnerOfANumber,
  },
  {
    path: `${ACCOUNT}/SIP/Domains`,
    prefix: 'SD',
    key: 'domains',
    create: ['DomainName!', ...domainSettings],
    update: domainSettings,
    canDelete: true,
    defaults: () => ({ auth_type: '', secure: false, sip_registration: false }),
    check: uniqueDomainName,
  },
  {
    path: `${ACCOUNT}/SIP/Domains/{DomainSid}/Auth/Calls/IpAccessControlListMappings`,
    prefix: 'AL',
    key: 'contents',
    create: ['IpAccessControlListSid!'],
    update: [],
    canDelete: true,
    check: mappedList,
  },
  {
    path: `${ACCOUNT}/SIP/Domains/{DomainSid}/Auth/Calls/CredentialListMappings`,
    prefix: 'CL',
    key: 'contents',
    create: [],
    update: [],
    canDelete: true,
  },
  {
    path: `${ACCOUNT}/SIP/IpAccessControlLists`,
    prefix: 'AL',
    key: 'ip_access_control_lists',
    create: ['FriendlyName!'],
    update: ['FriendlyName'],
    canDelete: true,
    checkDelete: unmappedList,
  },
  {
    path: `${ACCOUNT}/SIP/IpAccessControlLists/{IpAccessControlListSid}/IpAddresses`,
    prefix: 'IP',
    key: 'ip_addresses',
    create: ['FriendlyName!', 'IpAddress!', 'CidrPrefixLength'],
    update: [],
    canDelete: true,
    check: wholeAddress,
  },
  {
    path: '/v1/Workspaces',
    prefix: 'WS',
    key: 'workspaces',
    create: [],
    update: ['EventCallbackUrl', 'EventsFilter', 'FriendlyName'],
    canDelete: false,
  },
  {
    path: '/v1/Workspaces/{WorkspaceSid}/Workflows',
    prefix: 'WW',
    key: 'workflows',
    create: [],
    update: ['Configuration'],
    canDelete: false,
  },
  {
    path: '/v1/Workspaces/{WorkspaceSid}/TaskQueues',
    prefix: 'WQ',
    key: 'task_queues',
    create: [],
    update: [],
    canDelete: false,
  },
  {
    path: '/v1/Workspaces/{WorkspaceSid}/TaskChannels',
    prefix: 'TC',
    key: 'channels',
    create: [],
    update: [],
    canDelete: false,
  },
  {
    path: '/v1/Sinks',
    prefix: 'DG',
    key: 'sinks',
    create: ['Description!', 'SinkConfiguration!', 'SinkType!'],
    update: ['Description'],
    canDelete: true,
    defaults: () => ({ status: 'initialized' }),
    check: webhookSink,
    checkDelete: sinkWithoutSubscriptions,
  },
  {
    path: '/v1/Subscriptions',
    prefix: 'DF',
    key: 'subscriptions',
    create: ['Description!', 'SinkSid!', 'Types!'],
    update: ['Description'],
    canDelete: true,
    check: subscriptionToSink,
  },
];

/** An application or a trunk answers in place of the number's own URLs; setting one unsets the other. */
function oneOwnerOfANumber({ row, changed }: CheckContext): void {
  if (changed['voice_application_sid']) row['trunk_sid'] = null;
  else if (changed['trunk_sid']) row['voice_application_sid'] = null;
  if (row['voice_fallback_url'] && !row['voice_url']) {
    throw new RestError(400, 21405, 'VoiceFallbackUrl cannot be set without VoiceUrl');
  }
}

/** Names that belong to other accounts of this world. */
const foreignDomainNames: ReadonlySet<string> = new Set(['taken.sip.twilio.com']);

function uniqueDomainName({ row, rows, listPath }: CheckContext): void {
  const name = String(row['domain_name']);
  const others = rows.list(listPath).filter(({ sid }) => sid !== row.sid);
  const isTaken = foreignDomainNames.has(name) || others.some((other) => other['domain_name'] === name);
  if (/^[a-z0-9-]+\.sip\.twilio\.com$/i.test(name) && !isTaken) return;
  throw new RestError(400, 21232, 'Domain is invalid, already in use or a subdomain of a domain you do not control');
}

function mappedList({ row, rows, listPath, accountPath }: CheckContext): void {
  const listSid = String(row['ip_access_control_list_sid']);
  const list = rows.get(`${accountPath}/SIP/IpAccessControlLists`, listSid);
  if (!list) throw new RestError(404, 20404, `IpAccessControlList ${listSid} was not found`);
  if (rows.get(listPath, listSid)) throw new RestError(400, 21231, 'IpAccessControlList already associated');
  row.sid = listSid;
  row['friendly_name'] = list['friendly_name'];
  row['ip_access_control_list_sid'] = undefined;
}

function unmappedList({ row, rows, accountPath }: CheckContext): void {
  const domains = rows.list(`${accountPath}/SIP/Domains`);
  const isMapped = domains.some(({ sid }) =>
    rows.get(`${accountPath}/SIP/Domains/${sid}/Auth/Calls/IpAccessControlListMappings`, row.sid),
  );
  if (isMapped) throw new RestError(400, 21231, 'IpAccessControlList is associated with a domain');
}

function wholeAddress({ row }: CheckContext): void {
  const length = Number(row['cidr_prefix_length'] ?? 32);
  row['cidr_prefix_length'] = length;
  if (/^(\d{1,3}\.){3}\d{1,3}$/.test(String(row['ip_address'])) && length >= 0 && length <= 32) return;
  throw new RestError(400, 21233, 'IpAddress or CidrPrefixLength is invalid');
}

function webhookSink({ row }: CheckContext): void {
  if (typeof row['sink_configuration'] === 'string') row['sink_configuration'] = JSON.parse(row['sink_configuration']);
  const { destination } = row['sink_configuration'] as { destination?: unknown };
  if (row['sink_type'] === 'webhook' && /^https:\/\//.test(String(destination))) return;
  throw new RestError(400, 20001, 'a webhook sink needs an https destination');
}

function sinkWithoutSubscriptions({ row, rows }: CheckContext): void {
  if (rows.list('/v1/Subscriptions').every((subscription) => subscription['sink_sid'] !== row.sid)) return;
  throw new RestError(409, 20409, `Sink ${row.sid} has subscriptions`);
}

function subscriptionToSink({ row, rows }: CheckContext): void {
  const sinkSid = String(row['sink_sid']);
  if (!rows.get('/v1/Sinks', sinkSid)) throw new RestError(404, 20404, `Sink ${sinkSid} was not found`);
}
