import {
  type CheckContext,
  mappedList,
  oneOwnerOfANumber,
  sinkWithoutSubscriptions,
  subscriptionToSink,
  uniqueDomainName,
  unmappedList,
  webhookSink,
  wholeAddress,
} from './collection-checks.ts';

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
    path: `${ACCOUNT}/Queues`,
    prefix: 'QU',
    key: 'queues',
    create: [],
    update: [],
    canDelete: false,
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
