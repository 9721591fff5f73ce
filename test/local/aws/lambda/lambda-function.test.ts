import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { LambdaFunction } from '../../../../local/aws/lambda/lambda-function.ts';

const settings = { name: 'callback-local-voice', timeoutSeconds: 5, memoryMegabytes: 1024 };

describe('a function', () => {
  it('gets the event and a context, and its result comes back', async () => {
    const seen: { event?: unknown; context?: Context } = {};
    const lambda = new LambdaFunction((event: unknown, context: Context) => {
      Object.assign(seen, { event, context });
      return { statusCode: 204 };
    }, settings);
    expect(await lambda.invoke({ a: 1 })).toEqual({ kind: 'result', result: { statusCode: 204 } });
    expect(seen.event).toEqual({ a: 1 });
    expect(seen.context).toMatchObject({ functionName: 'callback-local-voice', memoryLimitInMB: '1024' });
    expect(seen.context?.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sees its remaining time, never more than its timeout', async () => {
    const lambda = new LambdaFunction((_: unknown, context: Context) => context.getRemainingTimeInMillis(), settings);
    const invocation = await lambda.invoke({});
    expect(invocation).toMatchObject({ kind: 'result', result: expect.any(Number) });
    if (invocation.kind !== 'result') throw new Error('unreachable');
    expect(invocation.result).toBeGreaterThan(0);
    expect(invocation.result).toBeLessThanOrEqual(5000);
  });

  it('is stopped at its timeout', async () => {
    const lambda = new LambdaFunction(() => new Promise(() => undefined), { ...settings, timeoutSeconds: 0.01 });
    expect(await lambda.invoke({})).toEqual({ kind: 'timeout' });
  });

  it('that throws is an error, as is a result that is no JSON', async () => {
    const throwing = new LambdaFunction(() => {
      throw new Error('broken');
    }, settings);
    expect(await throwing.invoke({})).toMatchObject({ kind: 'error', message: expect.stringContaining('broken') });
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    expect(await new LambdaFunction(() => circular, settings).invoke({})).toMatchObject({ kind: 'error' });
  });

  it('receives and returns JSON, not shared objects', async () => {
    const event = { when: new Date(0) };
    const lambda = new LambdaFunction((received: typeof event) => typeof received.when, settings);
    expect(await lambda.invoke(event)).toEqual({ kind: 'result', result: 'string' });
  });

  it('is refused when it takes a callback, which Lambda on Node 24 does not run', () => {
    expect(() => new LambdaFunction((_event: unknown, _context: Context, _done: unknown) => 0, settings)).toThrow(
      /takes 3 parameters/,
    );
    expect(() => new LambdaFunction(undefined, settings)).toThrow(/no function called handler/);
  });
});
