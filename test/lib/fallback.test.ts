import { describe, expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { readTaskEvent } from '../../lambdas/domain/task-event.ts';
import { fallbackCode } from '../../lib/fallback-code.ts';
import { answerFallback } from '../../local/http/fallback-server.ts';
import { readTwiml } from '../../local/twilio/twiml-document.ts';
import { configuration } from '../support/builders.ts';
import { exampleConfiguration, onlyResource, synthesizedTemplate } from './synthesized-stack.ts';

const config = configuration();

/** What Twilio gets for a path and its parameters. */
function ask(path: string, parameters: Record<string, string> = {}): string {
  const { body } = answerFallback(config, `${path}?${new URLSearchParams(parameters)}`);
  expect(readTwiml(body, 'call')).toMatchObject({ ok: true });
  return body;
}

function taskOf(body: string): Record<string, unknown> {
  return JSON.parse(/<Task[^>]*>(.*)<\/Task>/.exec(body)?.[1] ?? '{}');
}

describe('a caller whose webhook was not answered', () => {
  it('is put into the queue of the number, with a mark that task events count', () => {
    const body = ask('/queues/support', { From: '+14155551234', CallStatus: 'ringing', ErrorCode: '11205' });
    expect(body).toContain(`<Enqueue workflowSid="WW${'0'.repeat(31)}1"><Task priority="0" timeout="14400">`);
    expect(taskOf(body)).toEqual({
      ...{ type: 'inbound', direction: 'inbound', name: '+14155551234', queue: 'support', fallback: true },
    });
    const event = new Map([['TaskAttributes', JSON.stringify(taskOf(body))]]);
    expect(readTaskEvent(event)).toMatchObject({ queue: 'support', byFallback: true });
  });

  it.each(['/queues/unknown', '/', '/queues/', '/queues/support/x', '/sip', '/queues/toString'])(
    'is put into the default queue for %s',
    (path) => expect(taskOf(ask(path))).toMatchObject({ queue: 'support' }),
  );

  it.each(['', 'anonymous', '<script>', '+1"}', '\u0000', '%zz'])('may be called "%s"', (From) =>
    expect(taskOf(ask('/queues/support', { From }))).toMatchObject({ name: 'Unknown caller' }),
  );

  it('goes back into the queue after a transfer that failed or was over at once', () => {
    const transferred = (status: string, seconds: string) =>
      ask('/queues/support', { DialCallStatus: status, DialCallDuration: seconds });
    expect(transferred('busy', '')).toContain('<Enqueue');
    expect(transferred('completed', '14')).toContain('<Enqueue');
    expect(transferred('completed', '15')).toContain('<Response><Hangup/></Response>');
  });

  it.each([
    { result: 'bridged', verb: '<Hangup/>' },
    { result: 'hangup', verb: '<Hangup/>' },
    { result: 'redirected', verb: '<Hangup/>' },
    { result: 'leave', verb: '<Enqueue' },
    { result: 'error', verb: '<Enqueue' },
    { result: 'queue-full', verb: '<Enqueue' },
    { result: 'system-error', verb: '<Enqueue' },
  ])('who left the queue by $result gets $verb', ({ result, verb }) =>
    expect(ask('/queues/support', { QueueResult: result })).toContain(verb),
  );
});

describe('a return call whose webhook was not answered', () => {
  const To = 'sip:return-support@callback-example-00000001.sip.twilio.com';

  it('keeps its priority and its caller', () => {
    const body = ask('/sip', { To, 'SipHeader_X-User-To-User': '+14155551234;encoding=ascii' });
    expect(body).toContain('priority="5"');
    expect(taskOf(body)).toMatchObject({
      ...{ name: '+14155551234', customerPhone: '+14155551234', callback: { queue: 'support' }, fallback: true },
    });
  });

  it('has no priority on a plain number, where nothing proves it', () =>
    expect(ask('/queues/support', { From: '+13305550100' })).toContain('priority="0"'));

  it('has no priority when the caller chose to hold', () =>
    expect(ask('/sip', { To: To.replace('return', 'hold') })).toContain('priority="0"'));
});

describe('the fallback', () => {
  const template = synthesizedTemplate();

  it('runs on CloudFront with everything it needs inside: it refers to nothing else of the stack', () => {
    const [, { Properties }] = onlyResource(template, 'AWS::CloudFront::Function');
    expect(Properties['FunctionCode']).toBe(fallbackCode(exampleConfiguration));
    expect(JSON.stringify(Properties)).not.toMatch(/Ref|Fn::/);
  });

  it('answers HTTPS only, and before any origin or cache is asked', () =>
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Enabled: true,
        DefaultCacheBehavior: {
          ViewerProtocolPolicy: 'https-only',
          FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: Match.anyValue() }],
        },
      },
    }));

  it('fits 20 queues; a deploy of too many is told', () => {
    const [queue] = config.queues;
    if (!queue) throw new Error('no queue');
    const many = (count: number) => ({
      ...config,
      queues: Array.from({ length: count }, (_, index) => ({
        ...queue,
        name: `queue-${index}`,
        callTarget: { ...queue.callTarget, returnSipUser: `return-${index}`, chooseHoldSipUser: `hold-${index}` },
      })),
    });
    expect(fallbackCode(many(20))).toMatch('queue-19');
    expect(() => fallbackCode(many(100))).toThrow(/CloudFront takes 10240/);
  });
});
