import { sidFor } from '../sids.ts';

interface ResourceFields {
  /** What stands in a resource's JSON until somebody sets it. */
  initial?: Readonly<Record<string, unknown>>;
  /** Where its related resources are: `{self}`, `{list}` and `{workspace}` stand for addresses. */
  related?: Readonly<Record<string, string>>;
}

const ACCOUNT = '/2010-04-01/Accounts/{AccountSid}';
const WORKSPACE = '/v1/Workspaces/{WorkspaceSid}';

const offline = { name: 'Offline', sid: sidFor('WA', 'Offline') };

/** Each below the resource itself. */
function below(names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([name, segment]) => [name, `{self}/${segment}`]));
}

const statistics = below({
  statistics: 'Statistics',
  real_time_statistics: 'RealTimeStatistics',
  cumulative_statistics: 'CumulativeStatistics',
});

/** By the path of the list. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource and its like */
export const resourceFields: Readonly<Record<string, ResourceFields>> = {
  [`${ACCOUNT}/IncomingPhoneNumbers`]: {
    initial: {
      ...{ api_version: '2010-04-01', origin: 'twilio', beta: false, status: 'in-use', type: 'local' },
      ...{ address_requirements: 'none', address_sid: null, identity_sid: null, bundle_sid: null },
      ...{ emergency_status: 'Inactive', emergency_address_sid: null, emergency_address_status: 'unregistered' },
      ...{ sms_url: null, sms_method: 'POST', sms_application_sid: null },
      ...{ sms_fallback_url: null, sms_fallback_method: 'POST' },
      ...{ voice_receive_mode: 'voice', voice_caller_id_lookup: false },
      capabilities: { voice: true, sms: true, mms: true, fax: false },
    },
  },
  [`${ACCOUNT}/Queues`]: { initial: { current_size: 0, average_wait_time: 0 } },
  [`${ACCOUNT}/SIP/Domains`]: {
    initial: {
      ...{ api_version: '2010-04-01', voice_url: null, voice_method: 'POST' },
      ...{ voice_fallback_url: null, voice_fallback_method: 'POST' },
      ...{ voice_status_callback_url: null, voice_status_callback_method: 'POST' },
      ...{ emergency_calling_enabled: false, emergency_caller_sid: null, byoc_trunk_sid: null },
    },
    related: below({
      credential_list_mappings: 'CredentialListMappings',
      ip_access_control_list_mappings: 'IpAccessControlListMappings',
    }),
  },
  [`${ACCOUNT}/SIP/IpAccessControlLists`]: { related: below({ ip_addresses: 'IpAddresses' }) },
  '/v1/Workspaces': {
    initial: {
      ...{ default_activity_name: offline.name, default_activity_sid: offline.sid },
      ...{ timeout_activity_name: offline.name, timeout_activity_sid: offline.sid },
      ...{ multi_task_enabled: true, prioritize_queue_order: 'FIFO' },
    },
    related: {
      ...statistics,
      ...below({ activities: 'Activities', events: 'Events', tasks: 'Tasks', task_channels: 'TaskChannels' }),
      ...below({ task_queues: 'TaskQueues', workers: 'Workers', workflows: 'Workflows' }),
    },
  },
  [`${WORKSPACE}/Workflows`]: {
    initial: {
      ...{ assignment_callback_url: null, fallback_assignment_callback_url: null },
      ...{ document_content_type: 'application/json', task_reservation_timeout: 120 },
    },
    related: statistics,
  },
  [`${WORKSPACE}/TaskQueues`]: {
    initial: {
      ...{ assignment_activity_name: null, assignment_activity_sid: null },
      ...{ reservation_activity_name: null, reservation_activity_sid: null },
      ...{ max_reserved_workers: 1, target_workers: '1==1', task_order: 'FIFO' },
    },
    related: {
      ...statistics,
      workspace: '{workspace}',
      list_statistics: '{list}/Statistics',
      bulk_real_time_statistics: '{list}/RealTimeStatistics',
    },
  },
  [`${WORKSPACE}/TaskChannels`]: {
    initial: { channel_optimized_routing: true },
    related: { workspace: '{workspace}' },
  },
  '/v1/Sinks': { related: below({ sink_test: 'Test', sink_validate: 'Validate' }) },
  '/v1/Subscriptions': { related: below({ subscribed_events: 'SubscribedEvents' }) },
};
