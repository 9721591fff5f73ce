import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CommandRefused } from './command-line.ts';

/** The outputs of a stage's stack by name; `undefined` before the first deploy. */
export async function stackOutputs(stage: string): Promise<Map<string, string> | undefined> {
  const StackName = `callback-${stage}`;
  try {
    const { Stacks = [] } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
    return new Map((Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ValidationError' && /does not exist/.test(message)) return undefined;
    throw new CommandRefused(`AWS cannot be asked for stack ${StackName} (${message}): set AWS_REGION and credentials`);
  }
}
