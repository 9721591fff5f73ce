import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { FunctionSettings } from '../../../lib/function-settings.ts';

export type LambdaHandler = (event: unknown, context: Context) => unknown;

export type LambdaSettings = FunctionSettings & { name: string };

export type InvocationResult =
  | { kind: 'result'; result: unknown }
  | { kind: 'error'; message: string }
  /** Lambda stops a function at its timeout; whatever it still answers is lost. */
  | { kind: 'timeout' };

/** One deployed function: its handler under the settings that Lambda would run it with. Deadlines are in real time. */
export class LambdaFunction {
  readonly #handler: LambdaHandler;
  readonly #settings: LambdaSettings;

  constructor(handler: unknown, settings: LambdaSettings) {
    if (typeof handler !== 'function') throw new Error(`${settings.name} exports no function called handler`);
    if (handler.length > 2) {
      throw new Error(
        `${settings.name}'s handler takes ${handler.length} parameters: Lambda refuses callbacks on Node 24`,
      );
    }
    this.#handler = handler as LambdaHandler;
    this.#settings = settings;
  }

  async invoke(event: unknown): Promise<InvocationResult> {
    const timeoutMs = this.#settings.timeoutSeconds * 1000;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<InvocationResult>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'timeout' }), timeoutMs);
    });
    try {
      return await Promise.race([this.#run(event, performance.now() + timeoutMs), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #run(event: unknown, deadlineMs: number): Promise<InvocationResult> {
    try {
      // Lambda receives and returns JSON, never objects.
      const result = await this.#handler(JSON.parse(JSON.stringify(event)), this.#context(deadlineMs));
      return { kind: 'result', result: JSON.parse(JSON.stringify(result ?? null)) };
    } catch (error) {
      return { kind: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }

  #context(deadlineMs: number): Context {
    const { name, memoryMegabytes } = this.#settings;
    const unused = () => {
      throw new Error('Lambda on Node 24 has no callback functions in its context');
    };
    return {
      awsRequestId: randomUUID(),
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
      memoryLimitInMB: String(memoryMegabytes),
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadlineMs - performance.now())),
      done: unused,
      fail: unused,
      succeed: unused,
    };
  }
}
