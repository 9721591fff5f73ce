import { createServer, type Server } from 'node:http';
import { collectBody } from '../../local/world/loopback-server.ts';

type Outputs = readonly (readonly [key: string, value: string])[];

/** CloudFormation's DescribeStacks, in its Query protocol, for stacks with these outputs. */
export function stackEndpoint(outputsOf: (stack: string) => Outputs | undefined): Server {
  return createServer(async (request, response) => {
    const form = new URLSearchParams((await collectBody(request, 10_000))?.toString() ?? '');
    const name = form.get('StackName') ?? '';
    const outputs = outputsOf(name);
    if (!outputs) {
      const error = `<Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${name} does not exist</Message></Error>`;
      return response.writeHead(400).end(`<ErrorResponse>${error}</ErrorResponse>`);
    }
    const members = outputs.map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    );
    const stack = `<member><StackName>${name}</StackName><Outputs>${members.join('')}</Outputs></member>`;
    return response.end(
      `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    );
  });
}
