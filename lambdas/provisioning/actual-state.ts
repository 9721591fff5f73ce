import type { DesiredTwilio } from './desired-state.ts';
import type { Memory, Remembered } from './memory.ts';
import type { OwnOrigins } from './own-origins.ts';
import type {
  AddressResource,
  Named,
  PhoneNumberResource,
  SinkResource,
  SipDomainResource,
  SubscriptionResource,
  TwilioResources,
  WorkflowResource,
  WorkspaceResource,
} from './twilio-resources.ts';

/** What the account holds of all that a plan looks at. */
export interface ActualTwilio {
  begun: boolean;
  origins: OwnOrigins;
  remembered: readonly Remembered[];
  numbers: readonly PhoneNumberResource[];
  domains: readonly (SipDomainResource & { listSids: readonly string[]; credentialListSids: readonly string[] })[];
  lists: readonly (Named & { addresses: readonly AddressResource[] })[];
  workspaces: readonly WorkspaceResource[];
  workflows: readonly WorkflowResource[];
  taskQueueSids: readonly string[];
  sinks: readonly SinkResource[];
  subscriptions: readonly SubscriptionResource[];
}

/** Reads only; a resource that others share is read once. */
export async function observeTwilio(
  twilio: TwilioResources,
  memory: Memory,
  desired: DesiredTwilio,
): Promise<ActualTwilio> {
  const remembered = await memory.recall();
  const begun = await memory.begun();
  const origins = new Set([desired.origin, ...(await memory.origins())]);
  const numbers = await observeNumbers(twilio, desired, remembered);
  const lists = await observeLists(twilio, desired);
  const domains = await observeDomains(twilio, desired, remembered);
  const workspaceSids = new Set([
    ...desired.workspaces.map(({ sid }) => sid),
    ...remembered.filter(({ kind }) => kind === 'workspace').map(({ sid }) => sid),
  ]);
  const workspaces = await each([...workspaceSids], (sid) => twilio.workspace(sid));
  return {
    begun,
    origins,
    remembered,
    numbers,
    domains,
    lists,
    workspaces,
    ...(await observeTaskRouter(twilio, desired)),
    sinks: (await twilio.sinks()).filter(({ description }) => description.startsWith(desired.owner)),
    subscriptions: (await twilio.subscriptions()).filter(({ description }) => description.startsWith(desired.owner)),
  };
}

async function observeNumbers(
  twilio: TwilioResources,
  desired: DesiredTwilio,
  remembered: readonly Remembered[],
): Promise<PhoneNumberResource[]> {
  const wanted = (await each(desired.numbers, ({ phoneNumber }) => twilio.numbersCalled(phoneNumber))).flat();
  const others = remembered.filter(
    ({ kind, sid }) => kind === 'number' && !wanted.some((number) => number.sid === sid),
  );
  return [...wanted, ...(await each(others, ({ sid }) => twilio.number(sid)))];
}

async function observeLists(twilio: TwilioResources, { owner }: DesiredTwilio): Promise<ActualTwilio['lists']> {
  const lists = (await twilio.accessLists()).filter(({ friendlyName }) => friendlyName === owner);
  return each(lists, async (list) => ({ ...list, addresses: await twilio.addresses(list.sid) }));
}

async function observeDomains(
  twilio: TwilioResources,
  { owner, sipDomain }: DesiredTwilio,
  remembered: readonly Remembered[],
): Promise<ActualTwilio['domains']> {
  const concerned = ({ sid, friendlyName, domainName }: SipDomainResource) =>
    friendlyName === owner || domainName === sipDomain?.domainName || remembered.some((item) => item.sid === sid);
  const domains = (await twilio.domains()).filter(concerned);
  return each(domains, async (domain) => ({
    ...domain,
    listSids: await twilio.listsOfDomain(domain.sid),
    credentialListSids: await twilio.credentialListsOfDomain(domain.sid),
  }));
}

async function observeTaskRouter(twilio: TwilioResources, { queues }: DesiredTwilio) {
  const workflows = await each(unique(queues, 'workflowSid'), ({ taskRouter }) =>
    twilio.workflow(taskRouter.workspaceSid, taskRouter.workflowSid),
  );
  const taskQueueSids = await each(unique(queues, 'taskQueueSid'), async ({ taskRouter }) =>
    (await twilio.hasTaskQueue(taskRouter.workspaceSid, taskRouter.taskQueueSid)) ? taskRouter.taskQueueSid : undefined,
  );
  return { workflows, taskQueueSids };
}

function unique(queues: DesiredTwilio['queues'], key: 'workflowSid' | 'taskQueueSid') {
  return [...new Map(queues.map((queue) => [queue.taskRouter[key], queue])).values()];
}

/** One after the other: a deploy is in no hurry, and Twilio limits how much an account may ask at once. */
async function each<T, R>(items: readonly T[], read: (item: T) => Promise<R | undefined>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    const result = await read(item);
    if (result !== undefined) results.push(result);
  }
  return results;
}
