import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { answerCloudFormation } from '../../lambdas/provisioning/cloudformation.ts';
import { close, collectBody, listen } from '../../local/world/loopback-server.ts';

interface Put {
  method: string | undefined;
  contentType: string | undefined;
  body: Record<string, string>;
  bytes: number;
}

const puts: Put[] = [];
let statuses: number[] = [];
let stalls = false;
const server = createServer(async (request, response) => {
  const body = (await collectBody(request, 1_000_000)) ?? Buffer.alloc(0);
  const contentType = request.headers['content-type'];
  puts.push({ method: request.method, contentType, body: JSON.parse(body.toString()), bytes: body.length });
  if (stalls) return void response.writeHead(200, { 'content-length': 10 }).write('half');
  response.writeHead(statuses.shift() ?? 200).end();
});
let url = '';
beforeAll(async () => {
  url = `http://127.0.0.1:${await listen(server)}/answer?signature=x`;
});
afterAll(() => close(server));
beforeEach(() => {
  puts.length = 0;
  statuses = [];
  stalls = false;
});

const event = () => ({
  RequestType: 'Create' as const,
  ResourceType: 'Custom::TwilioAccount',
  RequestId: 'request',
  StackId: 'stack',
  LogicalResourceId: 'resource',
  ResponseURL: url,
  ResourceProperties: {},
});

describe('the answer to CloudFormation', () => {
  it('is one PUT without a content type, which the presigned address does not cover', async () => {
    await answerCloudFormation(event(), { status: 'SUCCESS', reason: '10 changes', physicalResourceId: 'id' });
    expect(puts).toMatchObject([{ method: 'PUT', contentType: '' }]);
    expect(puts[0]?.body).toEqual({
      ...{ Status: 'SUCCESS', Reason: '10 changes', PhysicalResourceId: 'id' },
      ...{ RequestId: 'request', StackId: 'stack', LogicalResourceId: 'resource' },
    });
  });

  it('stays within 4096 bytes, however much there is to say', async () => {
    await answerCloudFormation(event(), { status: 'FAILED', reason: 'é'.repeat(9000), physicalResourceId: 'id' });
    expect(puts[0]?.bytes).toBeLessThanOrEqual(4096);
    expect(puts[0]?.body['Reason']).toHaveLength(1500);
  });

  it('is given once its status is known, though the rest of the receipt never comes', async () => {
    stalls = true;
    await answerCloudFormation(event(), { status: 'SUCCESS', reason: '', physicalResourceId: 'id' });
    expect(puts).toHaveLength(1);
  });

  it('is given again when it is not taken, three times at most', async () => {
    const outcome = { status: 'SUCCESS', reason: '', physicalResourceId: 'id' } as const;
    statuses = [500, 503];
    await answerCloudFormation(event(), outcome);
    expect(puts).toHaveLength(3);
    statuses = [500, 500, 500];
    await expect(answerCloudFormation(event(), outcome)).rejects.toThrow('took the answer with 500');
    expect(puts).toHaveLength(6);
  });
});
