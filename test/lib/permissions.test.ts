import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { DynamoCallbackRecords } from '../../lambdas/adapters/dynamo-callback-records.ts';
import { DynamoHandledEvents } from '../../lambdas/adapters/dynamo-handled-events.ts';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { newCallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import { parsePhoneNumber } from '../../lambdas/domain/phone-number.ts';
import { permissionsOf } from './granted-permissions.ts';
import { synthesizedTemplate } from './synthesized-stack.ts';

const secret = (name: string) =>
  `secretsmanager:GetSecretValue on arn:AWS::Partition:secretsmanager:AWS::Region:AWS::AccountId:secret:callback/example/${name}-??????`;

let template: Template;
beforeAll(() => {
  template = synthesizedTemplate();
});

function common(name: string): string[] {
  return [
    `logs:CreateLogStream on log /aws/lambda/callback-example-${name}`,
    `logs:PutLogEvents on log /aws/lambda/callback-example-${name}`,
    secret('twilio'),
  ];
}

/** The functions that ask Mindful, or are asked by it. */
function withMindful(name: string): string[] {
  return [...common(name), secret('mindful')].sort();
}

describe('what each function may do, and nothing beyond', () => {
  it('lets voice read queues and open callbacks, open breakers, and keep callback records', () =>
    expect(permissionsOf(template, 'voice')).toEqual([
      'dynamodb:GetItem on the table, keys abandoned-call#*',
      'dynamodb:GetItem on the table, keys caller#*',
      'dynamodb:GetItem on the table, keys keyed-number#*',
      'dynamodb:GetItem on the table, keys operator#*',
      'dynamodb:PutItem on the table, keys caller#*',
      'dynamodb:PutItem on the table, keys queue#*',
      'dynamodb:Query on the table, keys queue#*',
      'dynamodb:Query on the table/index/open-callbacks',
      'dynamodb:UpdateItem on the table, keys caller#*',
      'dynamodb:UpdateItem on the table, keys keyed-number#*',
      'dynamodb:UpdateItem on the table, keys queue#*',
      ...common('voice'),
    ]));

  it('lets events look up and list callback records, move them on, read queues, note abandoned calls and the tasks of calls', () =>
    expect(permissionsOf(template, 'events')).toEqual([
      'dynamodb:GetItem on the table, keys caller#*',
      'dynamodb:GetItem on the table, keys keyed-number#*',
      'dynamodb:GetItem on the table, keys operator#*',
      'dynamodb:PutItem on the table, keys abandoned-call#*',
      'dynamodb:PutItem on the table, keys events#*',
      'dynamodb:PutItem on the table, keys queue#*',
      'dynamodb:Query on the table, keys queue#*',
      'dynamodb:Query on the table/index/open-callbacks',
      'dynamodb:UpdateItem on the table, keys call#*',
      'dynamodb:UpdateItem on the table, keys caller#*',
      ...withMindful('events'),
    ]));

  it('lets the sampler read and write queues, list open callbacks and move them on, and catch events up', () =>
    expect(permissionsOf(template, 'sampler')).toEqual([
      'dynamodb:GetItem on the table, keys caller#*',
      'dynamodb:GetItem on the table, keys events#*',
      'dynamodb:GetItem on the table, keys keyed-number#*',
      'dynamodb:GetItem on the table, keys operator#*',
      'dynamodb:GetItem on the table, keys roster#*',
      'dynamodb:PutItem on the table, keys abandoned-call#*',
      'dynamodb:PutItem on the table, keys events#*',
      'dynamodb:PutItem on the table, keys queue#*',
      'dynamodb:PutItem on the table, keys roster#*',
      'dynamodb:Query on the table, keys events#*',
      'dynamodb:Query on the table, keys queue#*',
      'dynamodb:Query on the table/index/open-callbacks',
      'dynamodb:UpdateItem on the table, keys caller#*',
      ...withMindful('sampler'),
    ]));

  it('lets the provisioner keep what it remembers of the Twilio account, and try the versions of this deploy', () =>
    expect(permissionsOf(template, 'provisioner')).toEqual([
      'dynamodb:DeleteItem on the table, keys deployment#*',
      'dynamodb:PutItem on the table, keys deployment#*',
      'dynamodb:Query on the table, keys deployment#*',
      'lambda:InvokeFunction on version of events',
      'lambda:InvokeFunction on version of voice',
      ...common('provisioner'),
    ]));
});

interface Request {
  Key?: { pk: { S: string } };
  Item?: { pk: { S: string } };
  IndexName?: string;
  ExpressionAttributeValues?: { ':queue'?: { S: string }; ':pk'?: { S: string } };
}

/** Stands in for DynamoDB and writes down which permission each request would need there. */
function permissionRecorder(): { client: DynamoDBClient; needed: string[] } {
  const needed: string[] = [];
  const send = async (command: { input: Request; constructor: { name: string } }) => {
    const { Key, Item, IndexName, ExpressionAttributeValues } = command.input;
    const operation = command.constructor.name.replace('Command', '');
    const key =
      (Key ?? Item)?.pk.S ?? ExpressionAttributeValues?.[':queue']?.S ?? ExpressionAttributeValues?.[':pk']?.S ?? '';
    const target = IndexName ? `the table/index/${IndexName}` : `the table, keys ${key.replace(/#.*/, '#*')}`;
    needed.push(`dynamodb:${operation} on ${target}`);
    return {};
  };
  return { client: { send } as unknown as DynamoDBClient, needed };
}

describe('what the adapters ask of DynamoDB', () => {
  const recorder = permissionRecorder();
  const queues = new DynamoQueueStates(recorder.client, 'table');
  const callbacks = new DynamoCallbackRecords(recorder.client, 'table');
  const handled = new DynamoHandledEvents(recorder.client, 'table');
  const caller = parsePhoneNumber('+14155550100');
  if (!caller) throw new Error('the example number must parse');
  const accepted = { caller, queue: 'support', callSid: 'CA1' };
  const snapshot = { sampledAtMs: 0, estimator: 'waiting-callbacks', openCallbacks: 0, freeAgents: 0 } as const;

  const requests = {
    'read a queue': () => queues.read('support'),
    'read a queue for an acceptance': () => queues.readNow('support'),
    'count an acceptance': () => queues.countAcceptance('support', 1),
    'open a breaker': () => queues.changeBreaker('support', { before: undefined, after: { openUntilMs: 0 } }),
    'close a breaker': () => queues.changeBreaker('support', { before: { openUntilMs: 0 }, after: 'closed' }),
    'note an abandoned call': () => queues.noteAbandonedCall('support', 'CA1', { untilMs: 0, nowMs: 0 }),
    'look for an abandoned call': () => queues.isAbandonedCall('support', 'CA1', 0),
    'write a snapshot': () => queues.putSnapshot('support', snapshot),
    'find a record': () => callbacks.find(caller, 'support'),
    'write a record': () => callbacks.request(newCallbackRecord({ ...accepted, quotedWaitSeconds: 60 }, 0), 0),
    'move a record': () => callbacks.move({ ...accepted, to: 'answered', nowMs: 0 }),
    'reserve a record': () => callbacks.reserveReturn(accepted, 'CA2'),
    'claim a loss': () => callbacks.claimLoss(accepted, 0),
    'close a loss': () => callbacks.closeLoss(accepted, { nowMs: 0, stillListed: false }),
    'claim the task of a loss': () => callbacks.claimLostTask(accepted, 0),
    'note the task of a loss': () => callbacks.noteLostTask(accepted, { endedAtMs: 0 }),
    'list open callbacks': () => callbacks.listOpen('support'),
    'mark an event': () => handled.mark({ key: 'task.canceled WT1', atMs: 0 }),
    'look for marks of events': () => handled.between(0, 0),
    'know how far events were read': () => handled.readUntilMs('WS1'),
    'note how far events were read': () => handled.noteReadUntil('WS1', 0),
  };

  it.each([
    { name: 'voice', request: 'read a queue' },
    { name: 'voice', request: 'read a queue for an acceptance' },
    { name: 'voice', request: 'count an acceptance' },
    { name: 'voice', request: 'open a breaker' },
    { name: 'voice', request: 'close a breaker' },
    { name: 'voice', request: 'list open callbacks' },
    { name: 'voice', request: 'find a record' },
    { name: 'voice', request: 'write a record' },
    { name: 'voice', request: 'move a record' },
    { name: 'voice', request: 'reserve a record' },
    { name: 'voice', request: 'look for an abandoned call' },
    { name: 'events', request: 'note an abandoned call' },
    { name: 'events', request: 'read a queue' },
    { name: 'events', request: 'find a record' },
    { name: 'events', request: 'list open callbacks' },
    { name: 'events', request: 'move a record' },
    { name: 'sampler', request: 'read a queue for an acceptance' },
    { name: 'sampler', request: 'write a snapshot' },
    { name: 'sampler', request: 'list open callbacks' },
    { name: 'sampler', request: 'move a record' },
    { name: 'sampler', request: 'close a loss' },
    { name: 'sampler', request: 'find a record' },
    { name: 'sampler', request: 'claim the task of a loss' },
    { name: 'sampler', request: 'note the task of a loss' },
    { name: 'events', request: 'note the task of a loss' },
    { name: 'events', request: 'mark an event' },
    { name: 'sampler', request: 'mark an event' },
    { name: 'sampler', request: 'note an abandoned call' },
    { name: 'sampler', request: 'look for marks of events' },
    { name: 'sampler', request: 'know how far events were read' },
    { name: 'sampler', request: 'note how far events were read' },
  ] as const)('is granted when $name wants to $request', async ({ name, request }) => {
    recorder.needed.length = 0;
    await requests[request]();
    expect(recorder.needed).not.toEqual([]);
    expect(permissionsOf(template, name)).toEqual(expect.arrayContaining(recorder.needed));
  });

  it.each(['voice', 'events', 'sampler', 'provisioner'])(
    "is refused when %s wants to write an operator's override",
    async (name) => {
      recorder.needed.length = 0;
      await queues.putOperator('support', { untilMs: 0, policy: {}, by: 'ann', why: 'storm', changes: [] });
      const [override] = recorder.needed;
      expect(override).toBe('dynamodb:PutItem on the table, keys operator#*');
      expect(permissionsOf(template, name)).not.toContain(override);
    },
  );

  it('is refused when events wants to write a record', async () => {
    recorder.needed.length = 0;
    await requests['write a record']();
    expect(permissionsOf(template, 'events')).not.toEqual(expect.arrayContaining(recorder.needed));
  });
});
