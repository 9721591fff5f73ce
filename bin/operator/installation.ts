import { DynamoQueueStates } from '../../lambdas/adapters/dynamo-queue-states.ts';
import { DynamoRosters } from '../../lambdas/adapters/dynamo-rosters.ts';
import { findTable } from '../command/stage-table.ts';
import type { Order } from './command-line.ts';

/** The table that an order is about, and the time there. */
export interface Installation {
  states: DynamoQueueStates;
  rosters: DynamoRosters;
  nowMs: number;
  /** For people. */
  name: string;
}

export async function findInstallation(order: Order): Promise<Installation> {
  const { client, tableName, nowMs, name } = await findTable(order);
  const [states, rosters] = [new DynamoQueueStates(client, tableName), new DynamoRosters(client, tableName)];
  return { states, rosters, nowMs, name };
}
