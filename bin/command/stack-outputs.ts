import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { awsSettings } from './aws-settings.ts';

/** The outputs of a stage's stack by name; `undefined` before the first deploy. */
export async function stackOutputs(stage: string): Promise<Map<string, string> | undefined> {
  const StackName = `callback-${stage}`;
  try {
    const { Stacks = [] } = await new CloudFormationClient(awsSettings).send(new DescribeStacksCommand({ StackName }));
    return new Map((Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ValidationError' && /does not exist/.test(message)) return undefined;
    throw error;
  }
}
