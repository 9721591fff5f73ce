import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Deadline } from '../provisioning/deadline.ts';
import type { Invocation } from '../provisioning/pre-traffic-check.ts';

/** Longer than the functions' own limits. */
const TIMEOUT_MS = 8000;

/** A permission of the same deploy, and a version that was just published, take effect some seconds later. */
const NOT_YET = new Set(['AccessDeniedException', 'ResourceConflictException', 'ResourceNotReadyException']);
const MOST_TRIES = 12;

/** Invokes one version of a function and waits for its answer. Rejects when Lambda does not let it. */
export function versionInvoker(region: string | undefined, { pause }: Pick<Deadline, 'pause'>) {
  const client = new LambdaClient({
    region,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1000, requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
  });
  return async (versionArn: string, event: object): Promise<Invocation> => {
    const command = new InvokeCommand({ FunctionName: versionArn, Payload: Buffer.from(JSON.stringify(event)) });
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { FunctionError: functionError, Payload } = await client.send(command);
        return { functionError, payload: Buffer.from(Payload ?? []).toString('utf8') };
      } catch (error) {
        if (!(error instanceof Error && NOT_YET.has(error.name)) || attempt === MOST_TRIES) throw error;
        await pause(attempt);
      }
    }
  };
}
