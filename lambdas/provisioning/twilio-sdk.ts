import BaseTwilio from 'twilio/lib/base/BaseTwilio.js';
import Api from 'twilio/lib/rest/Api.js';
import Events from 'twilio/lib/rest/Events.js';
import Taskrouter from 'twilio/lib/rest/Taskrouter.js';
import type { PatientClient } from './patient-client.ts';
import { ask, askFor } from './twilio-failures.ts';
import type { PhoneNumberResource, Settings, SipDomainResource, TwilioResources } from './twilio-resources.ts';

export interface TwilioAccess {
  accountSid: string;
  authToken: string;
  httpClient: PatientClient;
}

/** The account through the official SDK; of it only the three APIs that are used. */
export function twilioResources({ accountSid, authToken, httpClient }: TwilioAccess): TwilioResources {
  const client = new BaseTwilio.Client(accountSid, authToken, { accountSid, httpClient, env: {} });
  return {
    ...phoneNumbers(client),
    ...sipDomains(client),
    ...accessLists(client),
    ...taskRouter(client),
    ...eventStreams(client),
  };
}

type Client = BaseTwilio.Client;

function accountOf(client: Client) {
  return new Api(client).v2010.accounts(client.accountSid);
}

function phoneNumbers(client: Client) {
  const { incomingPhoneNumbers } = accountOf(client);
  return {
    numbersCalled: (phoneNumber) =>
      ask(async () => {
        const found = await incomingPhoneNumbers.list({ phoneNumber });
        return found.map(numberOf).filter((number) => number.phoneNumber === phoneNumber);
      }),
    number: (sid) => askFor(async () => numberOf(await accountOf(client).incomingPhoneNumbers(sid).fetch())),
    updateNumber: (sid, settings) =>
      ask(async () => void (await accountOf(client).incomingPhoneNumbers(sid).update(settings))),
  } satisfies Partial<TwilioResources>;
}

function numberOf(number: object): PhoneNumberResource {
  const { sid, phoneNumber } = number as PhoneNumberResource;
  return {
    sid,
    phoneNumber,
    settings: pick(number, [
      'voiceUrl',
      'voiceMethod',
      'voiceFallbackUrl',
      'voiceFallbackMethod',
      'statusCallback',
      'statusCallbackMethod',
      'voiceApplicationSid',
      'trunkSid',
    ]),
  };
}

function sipDomains(client: Client) {
  const domains = () => accountOf(client).sip.domains;
  const calls = (domainSid: string) => domains()(domainSid).auth.calls;
  return {
    domains: () => ask(async () => (await domains().list()).map(domainOf)),
    createDomain: ({ domainName, friendlyName, settings }) =>
      ask(async () => (await domains().create({ ...settings, domainName, friendlyName })).sid),
    updateDomain: (sid, settings) => ask(async () => void (await domains()(sid).update(settings))),
    deleteDomain: async (sid) => void (await askFor(() => domains()(sid).remove())),
    listsOfDomain: (sid) =>
      ask(async () => (await calls(sid).ipAccessControlListMappings.list()).map((mapping) => mapping.sid)),
    addListToDomain: (domainSid, ipAccessControlListSid) =>
      ask(async () => void (await calls(domainSid).ipAccessControlListMappings.create({ ipAccessControlListSid }))),
    removeListFromDomain: async (domainSid, listSid) =>
      void (await askFor(() => calls(domainSid).ipAccessControlListMappings(listSid).remove())),
    credentialListsOfDomain: (sid) =>
      ask(async () => (await calls(sid).credentialListMappings.list()).map((mapping) => mapping.sid)),
  } satisfies Partial<TwilioResources>;
}

function domainOf(domain: object): SipDomainResource {
  const { sid, domainName, friendlyName } = domain as SipDomainResource;
  return {
    sid,
    domainName,
    friendlyName,
    settings: pick(domain, [
      'voiceUrl',
      'voiceMethod',
      'voiceFallbackUrl',
      'voiceFallbackMethod',
      'voiceStatusCallbackUrl',
      'voiceStatusCallbackMethod',
    ]),
  };
}

function accessLists(client: Client) {
  const lists = () => accountOf(client).sip.ipAccessControlLists;
  return {
    accessLists: () => ask(async () => (await lists().list()).map(({ sid, friendlyName }) => ({ sid, friendlyName }))),
    createAccessList: (friendlyName) => ask(async () => (await lists().create({ friendlyName })).sid),
    deleteAccessList: async (sid) => void (await askFor(() => lists()(sid).remove())),
    addresses: (listSid) =>
      ask(async () =>
        (await lists()(listSid).ipAddresses.list()).map(({ sid, ipAddress, cidrPrefixLength }) => ({
          sid,
          range: `${ipAddress}/${cidrPrefixLength}`,
        })),
      ),
    addAddress: (listSid, range) =>
      ask(async () => {
        const [ipAddress = '', length] = range.split('/');
        const cidrPrefixLength = Number(length);
        await lists()(listSid).ipAddresses.create({ friendlyName: `Mindful ${range}`, ipAddress, cidrPrefixLength });
      }),
    deleteAddress: async (listSid, sid) => void (await askFor(() => lists()(listSid).ipAddresses(sid).remove())),
  } satisfies Partial<TwilioResources>;
}

function taskRouter(client: Client) {
  const workspace = (sid: string) => new Taskrouter(client).v1.workspaces(sid);
  return {
    workspace: (sid) =>
      askFor(async () => ({ sid, settings: pick(await workspace(sid).fetch(), ['eventCallbackUrl', 'eventsFilter']) })),
    updateWorkspace: (sid, settings) => ask(async () => void (await workspace(sid).update(settings))),
    workflow: (workspaceSid, sid) =>
      askFor(async () => {
        const { configuration } = await workspace(workspaceSid).workflows(sid).fetch();
        return { sid, configuration };
      }),
    hasTaskQueue: async (workspaceSid, sid) =>
      (await askFor(() => workspace(workspaceSid).taskQueues(sid).fetch())) !== undefined,
    voiceChannel: (workspaceSid) =>
      ask(async () => {
        const channels = await workspace(workspaceSid).taskChannels.list();
        return channels.find(({ uniqueName }) => uniqueName === 'voice')?.sid;
      }),
  } satisfies Partial<TwilioResources>;
}

function eventStreams(client: Client) {
  const events = () => new Events(client).v1;
  return {
    sinks: () =>
      ask(async () =>
        (await events().sinks.list()).map(({ sid, description, sinkConfiguration }) => ({
          sid,
          description,
          destination: String(sinkConfiguration?.destination ?? ''),
        })),
      ),
    createSink: (description, destination) =>
      ask(async () => {
        // One event a request: a batch would be half done when one of its events fails.
        const sinkConfiguration = { destination, method: 'POST', batch_events: false };
        return (await events().sinks.create({ description, sinkConfiguration, sinkType: 'webhook' })).sid;
      }),
    deleteSink: async (sid) => void (await askFor(() => events().sinks(sid).remove())),
    subscriptions: () =>
      ask(async () =>
        (await events().subscriptions.list()).map(({ sid, description, sinkSid }) => ({ sid, description, sinkSid })),
      ),
    createSubscription: ({ description, sinkSid, types }) =>
      ask(async () => {
        await events().subscriptions.create({ description, sinkSid, types: types.map((type) => ({ type })) });
      }),
    deleteSubscription: async (sid) => void (await askFor(() => events().subscriptions(sid).remove())),
  } satisfies Partial<TwilioResources>;
}

function pick(instance: object, fields: readonly string[]): Settings {
  const values = instance as Record<string, string | null | undefined>;
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? '']));
}
