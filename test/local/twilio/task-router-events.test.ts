import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TaskRouterEvents } from '../../../local/twilio/task-router-events.ts';
import { createHttpTransport, type Transport } from '../../../local/twilio/webhook-transport.ts';
import { Webhooks } from '../../../local/twilio/webhooks.ts';
import { ContactFloor, WORKSPACE } from './contact-floor.ts';
import { ACCOUNT_SID, START_MS, WORKFLOW } from './phone-line.ts';
import { AUTH_TOKEN, ORIGIN, WebhookTarget } from './webhook-target.ts';

let target: WebhookTarget;
let transport: Transport;
let floor: ContactFloor;
let callback: TaskRouterEvents;

beforeEach(async () => {
  target = await new WebhookTarget().start();
  target.on('/task-events', { status: 204 });
  transport = createHttpTransport(target.origins);
  floor = new ContactFloor();
  const webhooks = new Webhooks({ clock: floor.clock, authToken: () => AUTH_TOKEN, send: transport.send });
  callback = new TaskRouterEvents({
    webhooks,
    accountSid: ACCOUNT_SID,
    workspaceSid: WORKSPACE,
    workspaceName: 'Flex Task Assignment',
    url: `${ORIGIN}/task-events`,
  });
});

afterEach(async () => {
  transport.close();
  await target.stop();
});

async function happen(): Promise<void> {
  for (const event of floor.events.splice(0)) callback.send(event);
  await floor.clock.settle();
}

describe("TaskRouter's event callback", () => {
  it('is a signed form with the fields of the event', async () => {
    const listener = { accepted: () => undefined, ended: () => undefined, canceled: () => undefined };
    const attributes = { call_sid: 'CA1', name: 'Zoë' };
    const taskSid = floor.queue.createTask(
      { workflowSid: WORKFLOW, attributes, priority: 5, timeoutSeconds: 90 },
      listener,
    );
    await floor.clock.advance(90);
    await happen();
    expect(target.received.every(({ validlySigned }) => validlySigned)).toBe(true);
    const forms = target.formsAt('/task-events');
    expect(forms.find(({ EventType }) => EventType === 'task.canceled')).toMatchObject({
      AccountSid: ACCOUNT_SID,
      WorkspaceSid: WORKSPACE,
      WorkspaceName: 'Flex Task Assignment',
      Sid: expect.stringMatching(/^EV[0-9a-f]{32}$/),
      Timestamp: String(START_MS / 1000 + 90),
      ResourceType: 'task',
      ResourceSid: taskSid,
      TaskSid: taskSid,
      TaskAttributes: JSON.stringify(attributes),
      TaskAge: '90',
      TaskPriority: '5',
      TaskAssignmentStatus: 'canceled',
      TaskCanceledReason: 'Task TTL Exceeded',
      WorkflowSid: WORKFLOW,
    });
    expect(new Set(forms.map(({ Sid }) => Sid)).size).toBe(forms.length);
  });

  it('that fails is recorded and stops nothing', async () => {
    target.on('/task-events', { status: 500 });
    await floor.staff(1);
    await floor.staff(0);
    await happen();
    expect(callback.records.length).toBeGreaterThan(0);
    expect(callback.records.every(({ error }) => error === 'HTTP status 500')).toBe(true);
  });

  it('keeps a record of the last five hundred deliveries', async () => {
    for (let times = 0; times < 260; times += 1) {
      await floor.staff(1);
      await floor.staff(0);
    }
    const sent = floor.events.length;
    await happen();
    expect(sent).toBeGreaterThan(500);
    expect(callback.records).toHaveLength(500);
  });
});
