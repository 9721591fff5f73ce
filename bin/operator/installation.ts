import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { awsSettings } from '../command/aws-settings.ts';
import { CommandRefused } from '../command/command-refused.ts';
import { stackOutputs } from '../command/stack-outputs.ts';
import type { Order } from './command-line.ts';

/** The table that an order is about, and the time there. */
export interface Installation {
  states: DynamoQueueStates;
  nowMs: number;
  /** For people. */
  name: string;
}

export function findInstallation(order: Order): Promise<Installation> {
  return order.localUrl === undefined ? onAws(order.stage) : locally(order.localUrl);
}

async function onAws(stage: string): Promise<Installation> {
  const outputs = await stackOutputs(stage);
  const tableName = outputs?.get('TableName');
  if (tableName === undefined) {
    throw new CommandRefused(
      `stage ${stage} is not deployed here: check --stage, and the account and region of your shell`,
    );
  }
  const states = new DynamoQueueStates(new DynamoDBClient(awsSettings), tableName);
  return { states, nowMs: Date.now(), name: `stage ${stage}` };
}

interface LocalState {
  clock: { nowMs: number };
  table: { endpoint: string; name: string };
}

async function locally(url: string): Promise<Installation> {
  const { clock, table } = await localState(url);
  const client = new DynamoDBClient({
    endpoint: table.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return { states: new DynamoQueueStates(client, table.name), nowMs: clock.nowMs, name: url };
}

async function localState(url: string): Promise<LocalState> {
  try {
    return (await (await fetch(new URL('/control/state', url))).json()) as LocalState;
  } catch {
    throw new CommandRefused(`no contact centre answers at ${url}: start one with npm start, or write --local URL`);
  }
}
