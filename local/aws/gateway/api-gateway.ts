import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionName } from '../../../lambdas/routes.ts';
import type { Faults } from '../../world/faults/faults.ts';
import { collectBody } from '../../world/loopback-server.ts';
import type { InvocationResult } from '../lambda/lambda-function.ts';
import { Admission } from './admission.ts';
import { payloadEvent } from './payload-event.ts';
import { type GatewayResponse, gatewayMessage, internalServerError, proxyResponse } from './proxy-response.ts';
import { matchRoute } from './route-match.ts';

/** API Gateway's quota for a request. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * So many executions of functions an account may have at once: what comes beside them is refused, not kept waiting. AWS's own limit is
 * 1,000 or less; this process would need longer for so many than a caller waits. That the refusal is a 503 is a guess (docs/vendors.md).
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export const MOST_AT_ONCE = 500;

export interface ApiGatewayOptions {
  invoke(name: FunctionName, event: unknown): Promise<InvocationResult>;
  nowMs(): number;
  faults: Faults;
}

/** An HTTP API in front of the functions: the routes of the one table, payload format 2.0. */
export class ApiGateway {
  readonly #options: ApiGatewayOptions;
  readonly #admission = new Admission(MOST_AT_ONCE);

  constructor(options: ApiGatewayOptions) {
    this.#options = options;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await collectBody(request, BODY_LIMIT_BYTES);
    const answer = body
      ? ((await this.#admission.admit(() => this.#answer(request, body))) ?? gatewayMessage(503, 'Service Unavailable'))
      : gatewayMessage(413, 'Request Entity Too Large');
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async #answer(request: IncomingMessage, body: Buffer): Promise<GatewayResponse> {
    const { faults, nowMs, invoke } = this.#options;
    if (faults.isOn('service-down')) return gatewayMessage(503, 'Service Unavailable');
    await faults.delayIf('service-slow');
    const { method = '', url: target = '', httpVersion, rawHeaders } = request;
    const match = matchRoute(method, target.split('?')[0] ?? '');
    if (!match) return gatewayMessage(404, 'Not Found');
    const { function: name } = match.route;
    if (name === 'events' && faults.isOn('events-down')) return gatewayMessage(503, 'Service Unavailable');
    const protocol = `HTTP/${httpVersion}`;
    const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
    const event = payloadEvent({ method, target, protocol, sourceIp, rawHeaders, body }, match, nowMs());
    const invocation = await invoke(name, event);
    const answer = invocation.kind === 'result' ? proxyResponse(invocation.result) : internalServerError;
    // An HTTP API names its request in each answer, as it does in the event.
    return { ...answer, headers: { ...answer.headers, 'apigw-requestid': event.requestContext.requestId } };
  }
}
