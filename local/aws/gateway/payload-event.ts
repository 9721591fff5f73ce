import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { routeKey } from '../../../lambdas/routes.ts';
import { decode, type RouteMatch } from './route-match.ts';

export interface GatewayRequest {
  method: string;
  /** Path and query as they came. */
  target: string;
  protocol: string;
  sourceIp: string;
  /** Name and value in turn, as received, duplicates included. */
  rawHeaders: string[];
  body: Buffer;
}

/** The domain that a signature covers, whatever port the local server listens on. */
export const domainName = 'localhost';

/**
 * Builds the event of payload format 2.0 as API Gateway does: names of headers in lower case with duplicates joined, cookies apart,
 * `rawPath` decoded but `rawQueryString` not, and any body that is not text in base64, a form included.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function payloadEvent(request: GatewayRequest, match: RouteMatch, nowMs: number): APIGatewayProxyEventV2 {
  const [path = '', ...afterQuestionMark] = request.target.split('?');
  const rawQueryString = afterQuestionMark.join('?');
  const { headers, cookies } = readHeaders(request.rawHeaders);
  const text = isText(headers['content-type']);
  return {
    version: '2.0',
    routeKey: routeKey(match.route),
    rawPath: decode(path).split('?')[0] ?? '',
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(rawQueryString && { queryStringParameters: readQuery(rawQueryString) }),
    requestContext: requestContext(request, match, { headers, path, nowMs }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(request.body.length > 0 && { body: request.body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !text,
  };
}

type RequestContext = APIGatewayProxyEventV2['requestContext'];

function requestContext(
  { method, protocol, sourceIp }: GatewayRequest,
  { route }: RouteMatch,
  { headers, path, nowMs }: { headers: IncomingHttpHeaders; path: string; nowMs: number },
): RequestContext {
  return {
    accountId: '000000000000',
    apiId: 'local',
    domainName,
    domainPrefix: domainName,
    http: { method, path: decode(path), protocol, sourceIp, userAgent: headers['user-agent'] ?? '' },
    requestId: requestId(),
    routeKey: routeKey(route),
    stage: '$default',
    time: commonLogTime(nowMs),
    timeEpoch: nowMs,
  };
}

/** In the form of an HTTP API, `JKJaXmPLvHcESHA=`; of letters alone, so that no part of one looks like a phone number. */
function requestId(): string {
  const letters = randomBytes(64)
    .toString('base64')
    .replaceAll(/[^A-Za-z]/g, '');
  return `${letters.slice(0, 15)}=`;
}

function readHeaders(rawHeaders: string[]): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/;\s*/));
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return { headers, cookies };
}

function readQuery(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`;
  }
  return parameters;
}

/** Everything else, forms included, is binary to API Gateway. */
function isText(contentType: string | undefined): boolean {
  return /^\s*(text\/|application\/(json|xml|javascript)\s*(;|$))/i.test(contentType ?? '');
}

/** `25/Nov/2026:08:00:00 +0000` */
function commonLogTime(nowMs: number): string {
  const [, day, month, year, time] = new Date(nowMs).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
