import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountRoutes } from '../../local/twilio/rest/account-api.ts';
import { taskRouterRoutes } from '../../local/twilio/rest/taskrouter-api.ts';
import { everythingOf, everythingOfFloor } from '../support/sdk-reads.ts';
import { emptyUntil, routesOf, type SdkWorld, startSdkWorld, WAITING } from '../support/sdk-world.ts';

let world: SdkWorld;
let ofAccount: object[];
let accountRequests: string[];
let ofFloor: Awaited<ReturnType<typeof everythingOfFloor>>;
beforeAll(async () => {
  world = await startSdkWorld();
  const { twilio, account } = world.deployment;
  const before = account.requests.length;
  ofAccount = await everythingOf(twilio());
  accountRequests = routesOf(account.requests.slice(before));
  ofFloor = await everythingOfFloor(world);
});
afterAll(() => world.stop());

/** `TaskInstance.dateUpdated` as the documents name it: `TaskInstance.date_updated`. */
const documentedName = (resource: object, name: string) =>
  `${resource.constructor.name}.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

const isEmpty = (value: unknown) => value === null || value === undefined || String(value) === 'Invalid Date';

/** What these resources lack that the SDK knows of. */
function emptyIn(resources: readonly object[]): string[] {
  const fields = resources.flatMap((resource) =>
    Object.entries(resource)
      .filter(([name, value]) => !name.startsWith('_') && isEmpty(value))
      .map(([name]) => documentedName(resource, name)),
  );
  return [...new Set(fields)].sort();
}

describe('T13: the official SDK for Node', () => {
  it('reads every answer of the simulated account', () => {
    expect(accountRequests).toEqual(accountRoutes().sort());
    for (const resource of ofAccount) {
      const fields = new Map(Object.entries(resource));
      const address = fields.get('uri') ?? fields.get('url');
      if (fields.has('uri') || fields.has('url')) expect(address).toContain(fields.get('sid'));
    }
  });

  it('reads every answer of the simulated TaskRouter', () => {
    expect(routesOf(world.floorRequests)).toEqual(taskRouterRoutes().sort());
  });

  it('finds all that is documented, but for what does not exist yet', () => {
    const { listed, alone, made, changed, canceled, events, ...statistics } = ofFloor;
    const tasks = [...listed, ...alone, made, changed, canceled];
    const empty = emptyIn([...ofAccount, ...tasks, ...events, ...Object.values(statistics)]);
    expect(empty).toEqual(Object.keys(emptyUntil).sort());
    expect(emptyIn([canceled])).not.toContain('TaskInstance.reason');
  });

  it('reads every task, one page after the other, and each alone', () => {
    const { listed, alone } = ofFloor;
    expect(listed.length).toBeGreaterThan(WAITING);
    expect(new Set(alone.map(({ sid }) => sid)).size).toBe(listed.length);
    expect(new Set(alone.map(({ assignmentStatus }) => assignmentStatus))).toEqual(
      new Set(['pending', 'assigned', 'reserved', 'wrapping']),
    );
  });

  it('reads what becomes of a task that it makes and changes', () => {
    const { made, changed, canceled } = ofFloor;
    expect([made, changed, canceled].map(({ priority, reason }) => [priority, reason])).toEqual([
      [0, null],
      [7, null],
      [7, 'not needed'],
    ]);
  });

  it('reads what TaskRouter counts of a queue, alone and in bulk', () => {
    const { realTime, cumulative, bulk } = ofFloor;
    expect(realTime.totalTasks).toBeGreaterThan(WAITING);
    expect(cumulative.tasksEntered).toBeGreaterThan(WAITING);
    expect(bulk.taskQueueData).toEqual([expect.objectContaining({ total_tasks: realTime.totalTasks })]);
  });

  it('reads the events that TaskRouter keeps', () => {
    expect(new Set(ofFloor.events.map(({ resourceType }) => resourceType))).toEqual(new Set(['task', 'reservation']));
  });

  it('reads every refusal, with its code', async () => {
    const { account } = world.deployment.twilio();
    const { tasks } = world.twilio.taskRouter.workspaces(world.floor.workspace);
    const stranger = `${'0'.repeat(31)}9`;
    const waiting = ofFloor.alone.find(({ assignmentStatus }) => assignmentStatus === 'pending')?.sid ?? '';
    const refused = await Promise.allSettled([
      account.incomingPhoneNumbers(`PN${stranger}`).fetch(),
      account.sip.domains.create({ domainName: 'taken.sip.twilio.com' }),
      tasks(`WT${stranger}`).fetch(),
      tasks.create({ workflowSid: `WW${stranger}` }),
      tasks(waiting).update({ ifMatch: '"of before"', priority: 1 }),
    ]);
    const read = refused.map((one) => one.status === 'rejected' && [one.reason.status, one.reason.code]);
    expect(read).toEqual([
      [404, 20404],
      [400, 21232],
      [404, 20404],
      [404, 20404],
      [412, 20412],
    ]);
    expect(refused.map((one) => one.status === 'rejected' && one.reason.moreInfo)).toEqual(
      read.map((one) => one && `https://www.twilio.com/docs/errors/${one[1]}`),
    );
  });
});
