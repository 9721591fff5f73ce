import assert from 'node:assert/strict';
import { CloudFormationClient, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

export async function stackOutputs(StackName: string): Promise<Map<string, string>> {
  const { Stacks } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
  return new Map(Stacks?.[0]?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

/** By the API: the command line waits for events of a deleted stack that the emulator does not keep. */
export async function deleteStack(StackName: string): Promise<void> {
  const client = new CloudFormationClient({});
  await client.send(new DeleteStackCommand({ StackName }));
  for (let attempt = 1; attempt <= 120; attempt += 1) {
    const status = await client.send(new DescribeStacksCommand({ StackName })).then(
      ({ Stacks: found }) => found?.[0]?.StackStatus,
      () => 'DELETE_COMPLETE',
    );
    if (status === 'DELETE_COMPLETE') return;
    assert.notEqual(status, 'DELETE_FAILED');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the stack was not deleted within a minute');
}
