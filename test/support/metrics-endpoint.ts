import { createServer } from 'node:http';
import { close, collectBody, listen, toListener } from '../../local/world/loopback-server.ts';

export interface MetricDataResult {
  Id: string;
  StatusCode: string;
  /** Seconds since 1970. */
  Timestamps: number[];
  Values: number[];
}

export interface MetricDataRequest {
  MetricDataQueries: {
    Id: string;
    MetricStat: {
      Stat: string;
      Period: number;
      Metric: { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: string }[] };
    };
  }[];
  StartTime: number;
  EndTime: number;
  NextToken?: string;
}

/**
 * CloudWatch's GetMetricData on a loopback port, in the protocol of the SDK (JSON 1.0).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function startMetricsEndpoint(
  answer: (request: MetricDataRequest) => { MetricDataResults: MetricDataResult[]; NextToken?: string },
) {
  const server = createServer(
    toListener(async (incoming, response) => {
      const isAsked = incoming.headers['x-amz-target'] === 'GraniteServiceVersion20100801.GetMetricData';
      const body = (await collectBody(incoming, 1_000_000))?.toString('utf8') ?? '';
      response.writeHead(isAsked ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(
        JSON.stringify(isAsked ? { Messages: [], ...answer(JSON.parse(body)) } : { __type: 'InvalidAction' }),
      );
    }),
  );
  const port = await listen(server);
  return { origin: `http://127.0.0.1:${port}`, stop: () => close(server) };
}
