import { expect } from '@jest/globals';
import type { TwilioClient } from '../../lambdas/provisioning/twilio-client.ts';
import { WORKFLOW } from '../local/twilio/phone-line.ts';
import type { SdkWorld } from './sdk-world.ts';

/** A resource as the SDK hands it out, whichever it is. */
interface Fetchable {
  fetch(): Promise<object>;
}

/** Something of each kind that can be made, changed and removed again, and every list and resource read in between. */
export async function everythingOf({ account, taskRouter, events }: TwilioClient): Promise<object[]> {
  const { domains, ipAccessControlLists } = account.sip;
  const list = await ipAccessControlLists.create({ friendlyName: 'made' });
  const { ipAddresses } = ipAccessControlLists(list.sid);
  const address = await ipAddresses.create({ friendlyName: 'made', ipAddress: '192.0.2.7' });
  const domain = await domains.create({
    domainName: 'made.sip.twilio.com',
    friendlyName: 'made',
    voiceUrl: 'https://made.example.com/',
    voiceFallbackUrl: 'https://made.example.com/',
    voiceStatusCallbackUrl: 'https://made.example.com/',
  });
  const { calls } = domains(domain.sid).auth;
  const mapping = await calls.ipAccessControlListMappings.create({ ipAccessControlListSid: list.sid });
  const sinkConfiguration = { destination: 'https://made.example.com/', method: 'POST', batch_events: false };
  const sink = await events.sinks.create({ description: 'made', sinkConfiguration, sinkType: 'webhook' });
  const types = [{ type: 'com.twilio.taskrouter.task.created' }];
  const subscription = await events.subscriptions.create({ description: 'made', sinkSid: sink.sid, types });

  const [deployed] = await domains.list();
  const credentials = domains(deployed?.sid ?? '').auth.calls.credentialListMappings;
  const [workspace] = await taskRouter.workspaces.list();
  const inside = taskRouter.workspaces(workspace?.sid ?? '');
  const numbers = await account.incomingPhoneNumbers.list();
  const workflows = await inside.workflows.list();
  const listed: (Fetchable & object)[] = [
    ...(await domains.list()),
    ...(await ipAccessControlLists.list()),
    ...(await ipAddresses.list()),
    ...(await calls.ipAccessControlListMappings.list()),
    ...(await credentials.list()),
    ...(await account.queues.list()),
    ...(await taskRouter.workspaces.list()),
    ...(await inside.taskQueues.list()),
    ...(await inside.taskChannels.list()),
    ...(await events.sinks.list()),
    ...(await events.subscriptions.list()),
    ...numbers,
    ...workflows,
  ];
  const alone = await Promise.all(listed.map((one) => one.fetch()));
  const changed = [
    await change(list, { friendlyName: 'changed' }),
    await change(domain, { friendlyName: 'changed' }),
    await change(sink, { description: 'changed' }),
    await change(subscription, { description: 'changed' }),
    ...(await Promise.all((workspace ? [workspace] : []).map((one) => change(one, { friendlyName: 'changed' })))),
    ...(await Promise.all(workflows.map((one) => change(one, { configuration: one.configuration })))),
    ...(await Promise.all(numbers.map((one) => change(one, { voiceUrl: 'https://changed.example.com/' })))),
  ];
  for (const one of await credentials.list()) await one.remove();
  for (const one of [subscription, sink, mapping, address, domain, list]) await one.remove();
  return [
    await account.fetch(),
    ...[list, address, domain, mapping, sink, subscription],
    ...listed,
    ...alone,
    ...changed,
  ];
}

/** The answer shows what was asked for. */
async function change<Change extends object>(one: { update(change: Change): Promise<object> }, wanted: Change) {
  const changed = await one.update(wanted);
  expect(changed).toMatchObject(wanted);
  return changed;
}

/** Every answer of the floor's TaskRouter. */
export async function everythingOfFloor({ twilio, floor: { workspace, taskQueue } }: SdkWorld) {
  const { tasks, taskQueues, events } = twilio.taskRouter.workspaces(workspace);
  const listed = await tasks.list();
  const alone = await Promise.all(listed.map(({ sid }) => tasks(sid).fetch()));
  const made = await tasks.create({ workflowSid: WORKFLOW, attributes: JSON.stringify({ name: 'made' }) });
  const changed = await tasks(made.sid).update({ priority: 7 });
  const canceled = await tasks(made.sid).update({ assignmentStatus: 'canceled', reason: 'not needed' });
  return {
    ...{ listed, alone, made, changed, canceled },
    realTime: await taskQueues(taskQueue).realTimeStatistics().fetch(),
    cumulative: await taskQueues(taskQueue).cumulativeStatistics().fetch({ splitByWaitTime: '30' }),
    bulk: await taskQueues.bulkRealTimeStatistics.create({ queueSids: [taskQueue] }),
    events: await events.list({ pageSize: 1000 }),
  };
}
