import { createServer } from 'node:http';
import { findInstallation } from '../../../bin/operator/installation.ts';
import { close, collectBody, listen } from '../../../local/world/loopback-server.ts';
import type { LiveStack, World } from './world.ts';

/** CloudFormation and DynamoDB as the operator's command finds them: each request is for the region that it is signed for. */
export async function startRegions() {
  let live: readonly LiveStack[] = [];
  const writes: string[] = [];
  const server = createServer(async (request, response) => {
    const body = (await collectBody(request, 100_000))?.toString() ?? '';
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const target = request.headers['x-amz-target'];
    if (target !== undefined) {
      if (String(target).endsWith('PutItem')) writes.push(`${JSON.parse(body).TableName} in ${region}`);
      return response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"Items":[]}');
    }
    const name = new URLSearchParams(body).get('StackName');
    const stack = live.find((one) => `callback-${one.stage}` === name && one.region === region);
    const output = `<member><OutputKey>TableName</OutputKey><OutputValue>${stack?.tableName}</OutputValue></member>`;
    const found = `<member><StackName>${name}</StackName><Outputs>${output}</Outputs></member>`;
    return response.end(
      `<DescribeStacksResponse><DescribeStacksResult><Stacks>${found}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    );
  });
  const before = { ...process.env };
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${await listen(server)}`;
  Object.assign(process.env, { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' });
  return {
    /** Which tables an override of a stage, ordered in a region, was written to. */
    async override(world: World, { stage, region }: Pick<LiveStack, 'stage' | 'region'>): Promise<string[]> {
      live = [...world.live.values()];
      writes.length = 0;
      process.env['AWS_REGION'] = region;
      const absent = { until: undefined, why: undefined, localUrl: undefined, configFile: undefined };
      const order = { ...absent, action: 'set' as const, queue: 'support', assignments: [], by: 'sam', stage };
      const { states, nowMs } = await findInstallation(order);
      await states.putOperator('support', { policy: {}, by: 'sam', why: 'a test', untilMs: nowMs + 60_000 });
      return [...writes];
    },
    async stop() {
      process.env = before;
      await close(server);
    },
  };
}
