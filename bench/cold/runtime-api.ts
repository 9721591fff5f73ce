import type { ServerResponse } from 'node:http';
import { collectBody, serveLocally } from '../../local/world/loopback-server.ts';

export interface RuntimeApi {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  address: string;
  /** A new function is about to start: the one before is gone, though it was idle. */
  begin(): void;
  /** Resolves when the function asks for its next event, and so is idle. */
  idle(): Promise<void>;
  /** Hands an event to an idle function; resolves with its answer when that is there. Rejects when it answers with an error. */
  invoke(event: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

const TIMEOUT_SECONDS = 5;

/**
 * Lambda's side of a function: where the runtime client asks for events and posts answers.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  let waiting: ServerResponse | undefined;
  let onIdle = () => {};
  let onAnswer: { resolve(answer: unknown): void; reject(error: Error): void } | undefined;
  const server = await serveLocally(async (request, response) => {
    const body = (await collectBody(request, 10_000_000))?.toString('utf8') ?? '';
    const path = request.url ?? '';
    if (path.endsWith('/invocation/next')) {
      waiting = response;
      onIdle();
      return;
    }
    response.writeHead(202).end();
    if (path.endsWith('/response')) onAnswer?.resolve(JSON.parse(body));
    else onAnswer?.reject(new Error(`${path}: ${body}`));
  });
  return {
    address: server.origin.replace('http://', ''),
    begin() {
      waiting = undefined;
    },
    idle: () =>
      waiting
        ? Promise.resolve()
        : new Promise((resolve) => {
            onIdle = resolve;
          }),
    invoke(event) {
      const next = waiting;
      if (!next) throw new Error('the function is not idle');
      waiting = undefined;
      const answered = new Promise<unknown>((resolve, reject) => {
        onAnswer = { resolve, reject };
      });
      next.writeHead(200, {
        ...{ 'content-type': 'application/json', 'lambda-runtime-aws-request-id': crypto.randomUUID() },
        'lambda-runtime-deadline-ms': String(Date.now() + TIMEOUT_SECONDS * 1000),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:bench',
        'lambda-runtime-trace-id': 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0',
      });
      next.end(JSON.stringify(event));
      return answered;
    },
    stop: () => server.stop(),
  };
}
