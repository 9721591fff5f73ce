import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { localCredentials } from '../../local/aws/table/embedded-dynamo.ts';
import type { ContactCentre } from '../../local/contact-centre.ts';

/** What has become of each number's callback, as the table has it: `[number, status]`. */
export async function callbackStatuses({ table }: ContactCentre): Promise<[string, string][]> {
  const client = new DynamoDBClient({ endpoint: table.endpoint, region: 'us-east-1', credentials: localCredentials });
  try {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table.name }));
    return Items.flatMap(({ pk, status }) => {
      const [kind, number = ''] = pk?.S?.split('#') ?? [];
      return kind === 'caller' ? [[number, status?.S ?? '']] : [];
    });
  } finally {
    client.destroy();
  }
}
