import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsSettings } from './aws-settings.ts';
import { CommandRefused } from './command-refused.ts';
import { stackOutputs } from './stack-outputs.ts';

/** The table of a stage or of a local contact centre, and the time there. */
export interface StageTable {
  client: DynamoDBClient;
  tableName: string;
  nowMs: number;
  /** For people. */
  name: string;
}

export function findTable(at: { stage: string; localUrl: string | undefined }): Promise<StageTable> {
  return at.localUrl === undefined ? onAws(at.stage) : locally(at.localUrl);
}

async function onAws(stage: string): Promise<StageTable> {
  const outputs = await stackOutputs(stage);
  const tableName = outputs?.get('TableName');
  if (tableName === undefined) {
    throw new CommandRefused(
      `stage ${stage} is not deployed here: check --stage, and the account and region of your shell`,
    );
  }
  return { client: new DynamoDBClient(awsSettings), tableName, nowMs: Date.now(), name: `stage ${stage}` };
}

interface LocalState {
  clock: { nowMs: number };
  table: { endpoint: string; name: string };
}

async function locally(url: string): Promise<StageTable> {
  const { clock, table } = await localState(url);
  const client = new DynamoDBClient({
    endpoint: table.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return { client, tableName: table.name, nowMs: clock.nowMs, name: url };
}

async function localState(url: string): Promise<LocalState> {
  try {
    return (await (await fetch(new URL('/control/state', url))).json()) as LocalState;
  } catch {
    throw new CommandRefused(`no contact centre answers at ${url}: start one with npm start, or write --local URL`);
  }
}
