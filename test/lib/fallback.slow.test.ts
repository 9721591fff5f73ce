import { describe, expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { sipDestination } from '../../lambdas/domain/mindful/sip-destination.ts';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import { readTaskEvent } from '../../lambdas/domain/task/task-event.ts';
import { returningCaller } from '../../lambdas/steps/enqueue-caller.ts';
import type { CallWebhook } from '../../lambdas/webhook.ts';
import { fallbackCode, fallbackData } from '../../lib/fallback-code.ts';
import { answerFallback } from '../../local/aws/edge-function.ts';
import { readTwiml } from '../../local/twilio/twiml-document.ts';
import { numberForms } from '../data/number-forms.ts';
import { configuration, phoneNumber } from '../support/builders.ts';
import { gateOf, openGate } from '../support/open-gate.ts';
import { signedEvent } from '../support/signed-event.ts';
import { sipCall } from '../support/twilio-forms.ts';
import { exampleConfiguration, onlyResource, synthesizedTemplate } from './synthesized-stack.ts';

const config = configuration();

/** What Twilio gets for a path and its parameters. */
async function ask(path: string, parameters: Record<string, string> = {}): Promise<string> {
  const { body } = await answerFallback(config, `${path}?${new URLSearchParams(parameters)}`);
  expect(readTwiml(body, 'call')).toMatchObject({ ok: true });
  return body;
}

function taskOf(body: string): Record<string, unknown> {
  return JSON.parse(/<Task[^>]*>(.*)<\/Task>/.exec(body)?.[1] ?? '{}');
}

describe('a caller whose webhook was not answered', () => {
  it('is put into the queue of the number, with a mark that task events count', async () => {
    const body = await ask('/queues/support', { From: '+14155551234', CallStatus: 'ringing', ErrorCode: '11205' });
    expect(body).toContain(`<Enqueue workflowSid="WW${'0'.repeat(31)}1"><Task priority="0" timeout="14400">`);
    expect(taskOf(body)).toEqual({
      ...{ type: 'inbound', direction: 'inbound', name: '+14155551234', queue: 'support', fallback: true },
    });
    const event = { TaskAttributes: JSON.stringify(taskOf(body)) };
    expect(readTaskEvent(event)).toMatchObject({ queue: 'support', byFallback: true });
  });

  it.each(['/queues/unknown', '/', '/queues/', '/queues/support/x', '/sip', '/queues/toString'])(
    'is put into the default queue for %s',
    async (path) => expect(taskOf(await ask(path))).toMatchObject({ queue: 'support' }),
  );

  it.each(['', 'anonymous', '<script>', '+1"}', '\u0000', '%zz'])('may be called "%s"', async (From) =>
    expect(taskOf(await ask('/queues/support', { From }))).toMatchObject({ name: 'Unknown caller' }),
  );

  it('names their call as the conversation that reports join', async () => {
    const CallSid = `CA${'1'.repeat(32)}`;
    const { conversations } = taskOf(await ask('/queues/support', { From: '+14155551234', CallSid }));
    expect(conversations).toEqual({ conversation_id: CallSid });
  });
});

describe('the number in the header of a return call', () => {
  it.each(Object.entries(numberForms))(
    '%s is the same to the service and to the fallback',
    async (_, { text, number }) => {
      const form = {
        ...sipCall,
        To: 'sip:return-support@x.sip.twilio.com',
        'SipHeader_x-user-to-user': text,
      };
      const { webhook } = await openGate(signedEvent('sip', { form }));
      expect(returningCaller(webhook as CallWebhook)).toBe(number);
      const body = await ask('/sip', form);
      expect(taskOf(body)['customerPhone']).toBe(number);
      expect(body).toContain('priority="5"');
    },
  );

  it("is the caller's own for who chose to hold and has none", async () => {
    const form = { To: 'sip:hold-support@x.sip.twilio.com', From: '+14155551234' };
    expect(taskOf(await ask('/sip', form))).toMatchObject({ name: '+14155551234' });
  });
});

describe('the address on the SIP domain', () => {
  const [support] = config.queues;
  if (!support) throw new Error('no queue');
  const shared = { returnSipUser: 'return-all', queueHeaderName: 'x-callback-queue' };
  const sharing: Configuration = {
    ...config,
    defaultQueue: 'support',
    queues: ['10', 'support', 'constructor'].map((name) => ({
      ...support,
      name,
      callTarget: { ...support.callTarget, ...shared, chooseHoldSipUser: `hold-${name}` },
    })),
  };
  const return10 = { queue: '10', purpose: 'return' };
  const stranger = { queue: 'support', purpose: 'return' };

  it.each([
    { To: 'sip:return-all@x', expected: return10 },
    { To: 'sip:return-all@x', header: ' constructor', expected: { queue: 'constructor', purpose: 'return' } },
    { To: 'sip:return-all@x', header: 'nobody%', expected: return10 },
    { To: '<SIPS:Return-All@x;transport=tls>', expected: return10 },
    { To: ' sip:hold-constructor@x:5060;a=b', expected: { queue: 'constructor', purpose: 'choose-hold' } },
    { To: 'sip:hold-10;a=b@x', expected: stranger },
    { To: 'sip:constructor@x', expected: stranger },
    { To: 'sip:__proto__@x', expected: stranger },
    { To: 'sip:100%@x', expected: stranger },
    { To: 'sip:return%2Dall@x', expected: stranger },
  ])('$To with $header is the same to the service and to the fallback', async ({ To, header, expected }) => {
    const form = { ...sipCall, To, ...(header !== undefined && { 'SipHeader_X-Callback-Queue': header }) };
    const { webhook } = await gateOf({ configuration: sharing })(signedEvent('sip', { form }));
    const { parameters, sipHeaders, queue } = webhook as CallWebhook<'sip'>;
    const destination = sipDestination(sharing, parameters.To, sipHeaders);
    expect({ queue: queue.name, purpose: destination?.purpose ?? 'return' }).toEqual(expected);
    const { body } = await answerFallback(sharing, `/sip?${new URLSearchParams(form)}`);
    const purpose = body.includes('priority="5"') ? 'return' : 'choose-hold';
    expect({ queue: taskOf(body)['queue'], purpose }).toEqual(expected);
  });

  it.each(['constructor', '__proto__', 'tostring'])(
    'a queue called %s that is none is the default queue',
    async (name) => expect(taskOf(await ask(`/queues/${name}`))).toMatchObject({ queue: 'support' }),
  );

  it('a stray percent in what Twilio sends does no harm', async () => {
    const { body } = await answerFallback(
      config,
      '/queues/support?CallerName=100%&From=%2B14155551234&QueueResult=%zz',
    );
    expect(taskOf(body)).toMatchObject({ name: '+14155551234' });
  });
});

describe('a return call whose webhook was not answered', () => {
  const To = 'sip:return-support@callback-example-00000001.sip.twilio.com';
  const mindful = phoneNumber('+13305550100');

  it('keeps its priority and its caller', async () => {
    const body = await ask('/sip', { To, 'SipHeader_X-User-To-User': '+14155551234;encoding=ascii' });
    expect(body).toContain('priority="5"');
    expect(taskOf(body)).toMatchObject({
      ...{ name: '+14155551234', customerPhone: '+14155551234', callback: { queue: 'support' }, fallback: true },
    });
  });

  it('has no priority on a plain number, where nothing proves it', async () =>
    expect(await ask('/queues/support', { From: '+13305550100' })).toContain('priority="0"'));

  it('has priority on a plain number from one of the caller IDs that Mindful calls with, as for the service', async () => {
    const [queue] = config.queues;
    if (!queue) throw new Error('no queue');
    const returning = { ...config, queues: [{ ...queue, returnCallers: [mindful] }] };
    const answer = async (form: Record<string, string>) =>
      (await answerFallback(returning, `/queues/support?${new URLSearchParams(form)}`)).body;
    const body = await answer({ From: mindful, To: '+14155550109' });
    expect(body).toContain('priority="5"');
    expect(taskOf(body)).toMatchObject({ name: 'Unknown caller', callback: { queue: 'support' } });
    expect(taskOf(body)).not.toHaveProperty('customerPhone');
    expect(await answer({ From: mindful, To: '+14155550100' })).toContain('priority="0"');
    expect(await answer({ From: '+14155551234', To: '+14155550109' })).toContain('priority="0"');
  });

  it('has no priority when the caller chose to hold', async () =>
    expect(await ask('/sip', { To: To.replace('return', 'hold') })).toContain('priority="0"'));
});

describe('the fallback', () => {
  const template = synthesizedTemplate();

  it('runs on CloudFront alone: with its script and its store, it refers to nothing else of the stack', () => {
    const [, { Properties }] = onlyResource(template, 'AWS::CloudFront::Function');
    const [storeId, store] = onlyResource(template, 'AWS::CloudFront::KeyValueStore');
    expect(Properties['FunctionCode']).toBe(fallbackCode(exampleConfiguration));
    const { Name, FunctionConfig, ...others } = Properties;
    expect(FunctionConfig).toMatchObject({
      Runtime: 'cloudfront-js-2.0',
      KeyValueStoreAssociations: [{ KeyValueStoreARN: { 'Fn::GetAtt': [storeId, 'Arn'] } }],
    });
    expect(JSON.stringify(others)).not.toMatch(/Ref|Fn::/);
    expect(Name).toEqual({ 'Fn::Join': ['', ['callback-example-', { Ref: 'AWS::Region' }, '-fallback']] });
    expect(store.Properties['ImportSource']).toMatchObject({ SourceType: 'S3' });
  });

  it('has a new store for other data, because CloudFront reads the data of a store once', () => {
    const nameIn = (configuration: Configuration) =>
      JSON.stringify(
        onlyResource(synthesizedTemplate(configuration), 'AWS::CloudFront::KeyValueStore')[1].Properties['Name'],
      );
    const queues = exampleConfiguration.queues.map((queue) => ({
      ...queue,
      returnCallers: [phoneNumber('+13305550199')],
    }));
    expect(nameIn(exampleConfiguration)).toBe(nameIn({ ...exampleConfiguration }));
    expect(nameIn({ ...exampleConfiguration, queues })).not.toBe(nameIn(exampleConfiguration));
  });

  it.each(['AWS::CloudFront::Function', 'AWS::CloudFront::KeyValueStore'])(
    'has names that CloudFront takes, at most 64 characters, for the longest stage in the longest region: %s',
    (type) => {
      const [, { Properties }] = onlyResource(template, type);
      const { 'Fn::Join': joined } = Properties['Name'] as { 'Fn::Join': [string, unknown[]] };
      const name = joined[1].map((part) => (typeof part === 'string' ? part : 'ap-southeast-1')).join('');
      expect(name.replace('example', 's'.repeat(30)).length).toBeLessThanOrEqual(64);
    },
  );

  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html */
  it("keeps to the statements of CloudFront's runtime: no for...of, no class, no generator, no await in an argument", () => {
    const code = fallbackCode(config);
    expect(code).not.toMatch(/\bfor\s*(await)?\s*\([^;)]*\sof\s/);
    expect(code).not.toMatch(/\bclass\s|function\s*\*|\byield\b/);
    expect(code).not.toMatch(/\w\(await\s/);
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

  describe('of 300 queues', () => {
    const [queue] = config.queues;
    if (!queue) throw new Error('no queue');
    const numbers = Array.from({ length: 50 }, (_, index) => phoneNumber(`+1415555${1000 + index}`));
    const queues = Array.from({ length: 300 }, (_, index) => ({
      ...queue,
      name: `queue-${index}`,
      returnNumbers: numbers,
      taskRouter: { ...queue.taskRouter, workflowSid: `WW${String(index).padStart(32, '0')}` },
      callTarget: { ...queue.callTarget, returnSipUser: `return-${index}`, chooseHoldSipUser: `hold-${index}` },
    }));
    const many: Configuration = { ...config, queues, defaultQueue: 'queue-0' };

    it('leads the callers of each into their own queue', async () => {
      const workflow = `WW${'299'.padStart(32, '0')}`;
      expect((await answerFallback(many, '/queues/queue-299?From=%2B14155551234')).body).toContain(workflow);
      const To = encodeURIComponent('sip:return-299@x.sip.twilio.com');
      expect((await answerFallback(many, `/sip?To=${To}`)).body).toContain(workflow);
    });

    it('fits into the limits of CloudFront: 10 KB of script, 1 KB a value, 5 MB in all', () => {
      expect(fallbackCode(many).length).toBe(fallbackCode({ ...many, queues: many.queues.slice(0, 1) }).length);
      const entries = Object.entries(fallbackData(many));
      expect(Math.max(...entries.map(([, value]) => JSON.stringify(value).length))).toBeLessThan(1024);
      expect(JSON.stringify(entries).length).toBeLessThan(5 * 1024 * 1024);
    });

    it('leads everybody into the default queue while the store gives nothing', async () => {
      const store = { get: () => Promise.reject(new Error('ServiceUnavailable')) };
      const answer = await answerFallback(many, '/queues/queue-299?From=%2B14155551234', store);
      expect(taskOf(answer.body)).toMatchObject({ name: '+14155551234', queue: 'queue-0' });
    });
  });
});
