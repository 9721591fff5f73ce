import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localCredentials, tableDefinition } from '../../local/aws/table/embedded-dynamo.ts';
import type { Faults } from '../../local/world/faults/faults.ts';
import { withUpstreamFaults } from '../../local/world/faults/upstream-faults.ts';
import { collectBody, serveLocally } from '../../local/world/loopback-server.ts';

/** The table in a DynamoDB that runs elsewhere, with the faults in front of it. */
export async function tableAt(endpoint: string, faults: Faults, tableName: string) {
  const pass = withUpstreamFaults(faults, 'dynamodb', async (request, response) => {
    const body = (await collectBody(request, 10_000_000)) ?? Buffer.alloc(0);
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: new Uint8Array(body),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  });
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: localCredentials });
  await client.send(new CreateTableCommand({ TableName: tableName, ...tableDefinition }));
  const proxy = await serveLocally(pass);
  const stop = async () => {
    await proxy.stop();
    await client.send(new DeleteTableCommand({ TableName: tableName }));
    client.destroy();
  };
  return { endpoint: proxy.origin, stop };
}
