import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyUntil, type SdkWorld, startSdkWorld, WAITING } from '../support/sdk-world.ts';

let world: SdkWorld;
beforeAll(async () => {
  world = await startSdkWorld();
});
afterAll(() => world.stop());

/** `TaskInstance.dateUpdated` as the documents name it: `TaskInstance.date_updated`. */
const documentedName = (resource: object, name: string) =>
  `${resource.constructor.name}.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

const isEmpty = (value: unknown) => value === null || value === undefined || String(value) === 'Invalid Date';

/** What these resources lack that the documents name. */
function missingIn(resources: readonly object[]): string[] {
  const fields = resources.flatMap((resource) =>
    Object.entries(resource)
      .filter(([name, value]) => !name.startsWith('_') && isEmpty(value))
      .map(([name]) => documentedName(resource, name)),
  );
  return [...new Set(fields)].filter((field) => emptyUntil[field] === undefined);
}

async function ofTheAccount(): Promise<object[]> {
  const twilio = world.deployment.twilio();
  const [workspace] = await twilio.taskRouter.workspaces.list();
  const [domain] = await twilio.account.sip.domains.list();
  const [list] = await twilio.account.sip.ipAccessControlLists.list();
  const inWorkspace = twilio.taskRouter.workspaces(workspace?.sid ?? '');
  return [
    await twilio.account.fetch(),
    ...[workspace, domain, list].flatMap((one) => one ?? []),
    ...(await twilio.account.incomingPhoneNumbers.list()),
    ...(await twilio.account.queues.list()),
    ...(await twilio.account.sip.domains(domain?.sid ?? '').auth.calls.ipAccessControlListMappings.list()),
    ...(await twilio.account.sip.ipAccessControlLists(list?.sid ?? '').ipAddresses.list()),
    ...(await inWorkspace.workflows.list()),
    ...(await inWorkspace.taskQueues.list()),
    ...(await inWorkspace.taskChannels.list()),
    ...(await twilio.events.sinks.list()),
    ...(await twilio.events.subscriptions.list()),
  ];
}

describe('T13: the official SDK for Node', () => {
  it('reads every list of the simulated account, and finds all that is documented', async () => {
    const resources = await ofTheAccount();
    expect(resources.length).toBeGreaterThan(13);
    expect(missingIn(resources)).toEqual([]);
    for (const resource of resources) {
      const fields = new Map(Object.entries(resource));
      const address = fields.get('uri') ?? fields.get('url');
      if (fields.has('uri') || fields.has('url')) expect(address).toContain(fields.get('sid'));
    }
  });

  it('reads every task, one page after the other, and each alone', async () => {
    const { tasks } = world.twilio.taskRouter.workspaces(world.floor.workspace);
    const listed = await tasks.list();
    const alone = await Promise.all(listed.map(({ sid }) => tasks(sid).fetch()));
    expect(listed.length).toBeGreaterThan(WAITING);
    expect(new Set(alone.map(({ sid }) => sid)).size).toBe(listed.length);
    expect(new Set(alone.map(({ assignmentStatus }) => assignmentStatus))).toEqual(
      new Set(['pending', 'assigned', 'reserved', 'wrapping']),
    );
    expect(missingIn([...listed, ...alone])).toEqual([]);
  });

  it('reads what TaskRouter counts of a queue, alone and in bulk', async () => {
    const { taskQueues } = world.twilio.taskRouter.workspaces(world.floor.workspace);
    const { taskQueue } = world.floor;
    const realTime = await taskQueues(taskQueue).realTimeStatistics().fetch();
    const cumulative = await taskQueues(taskQueue).cumulativeStatistics().fetch({ splitByWaitTime: '30' });
    const bulk = await taskQueues.bulkRealTimeStatistics.create({ queueSids: [taskQueue] });
    expect(realTime.totalTasks).toBeGreaterThan(WAITING);
    expect(cumulative.tasksEntered).toBeGreaterThan(WAITING);
    expect(bulk.taskQueueData).toEqual([expect.objectContaining({ total_tasks: realTime.totalTasks })]);
    expect(missingIn([realTime, cumulative, bulk])).toEqual([]);
  });

  it('reads the events that TaskRouter keeps', async () => {
    const events = await world.twilio.taskRouter.workspaces(world.floor.workspace).events.list({ pageSize: 1000 });
    expect(new Set(events.map(({ resourceType }) => resourceType))).toEqual(new Set(['task', 'reservation']));
    expect(missingIn(events)).toEqual([]);
  });
});
