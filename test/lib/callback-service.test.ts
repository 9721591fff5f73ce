import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CallbackService, type CallbackServiceProps } from '../../lib/callback-service.ts';
import { exampleConfiguration, placeholderBundles, resourcesOf } from './synthesized-stack.ts';

const { stack: _, ...configuration } = exampleConfiguration;

/** The service beside something of the app's own. */
function serviceIn(stack: Stack, props: Partial<CallbackServiceProps> = {}): CallbackService {
  return new CallbackService(stack, 'Callbacks', {
    ...{ stage: 'shop', configuration, bundles: placeholderBundles() },
    ...props,
  });
}

it("speaks languages from the app's own folder", () => {
  const { queues, ...others } = configuration;
  const portuguese = { ...others, queues: queues.map((queue) => ({ ...queue, policy: { language: 'pt-BR' } })) };
  const languages = mkdtempSync(join(tmpdir(), 'languages-'));
  const stack = () => new Stack(new App(), 'Shop');
  expect(() => serviceIn(stack(), { configuration: portuguese, languages })).toThrow(
    'the language "pt-BR" has no file',
  );
  cpSync(resolve(import.meta.dirname, '../../config/languages/en-GB.json'), join(languages, 'pt-BR.json'));
  expect(serviceIn(stack(), { configuration: portuguese, languages }).apiUrl).toBeDefined();
});

describe('the service in a stack of somebody else', () => {
  const stack = new Stack(new App(), 'Shop');
  const alarmTopic = new Topic(stack, 'OnCall');
  const service = serviceIn(stack, {
    ...{ alarmTopic, tableRemovalPolicy: RemovalPolicy.DESTROY, logRetentionDays: 90 },
    domain: { name: 'calls.example.com', hostedZoneId: 'Z123' },
  });
  const template = Template.fromStack(stack);

  it('sends every alarm to the topic that it is given, and makes none', () => {
    expect(resourcesOf(template, 'AWS::SNS::Topic')).toHaveLength(1);
    const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    expect(alarms.length).toBe(service.alarms.length);
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([stack.resolve(alarmTopic.topicArn)]);
  });

  it('keeps or deletes its table as it is told', () =>
    expect(resourcesOf(template, 'AWS::DynamoDB::GlobalTable')[0]?.[1].DeletionPolicy).toBe('Delete'));

  it('has its logs kept as long, and its webhooks called by the name, that it is told', () => {
    const kept = resourcesOf(template, 'AWS::Logs::LogGroup').map(
      ([, { Properties }]) => Properties['RetentionInDays'],
    );
    expect(new Set(kept)).toEqual(new Set([90]));
    expect(service.apiUrl).toBe('https://calls.example.com');
  });

  it('tells what it has made', () => {
    expect(stack.resolve(service.table.tableName)).toEqual({ Ref: expect.stringMatching(/^CallbacksStateTable/) });
    expect(stack.resolve(service.api.apiId)).toEqual({ Ref: expect.stringMatching(/^CallbacksWebhookApi/) });
    expect(service.sipDomain).toMatch(/\.sip\.twilio\.com$/);
    expect(stack.resolve(service.fallbackUrl)).toEqual({ 'Fn::Join': ['', ['https://', expect.anything()]] });
  });

  it('leaves the outputs of the stack to the stack', () => expect(template.findOutputs('*')).toEqual({}));
});

it("warns of queues whose confirmations Mindful's webhook does not tell apart", () => {
  const stack = new Stack(new App(), 'Shop');
  const queues = configuration.queues.map(({ callTarget: { id: _, ...callTarget }, ...queue }) => ({
    ...queue,
    callTarget,
  }));
  serviceIn(stack, { configuration: { ...configuration, queues } });
  Annotations.fromStack(stack).hasWarning(
    '/Shop/Callbacks',
    Match.stringLikeRegexp("queues\\[1\\]\\.callTarget\\.id is missing, as queues\\[0\\]'s is"),
  );
});

describe('two of them in one app', () => {
  const app = new App();
  const [first, second] = ['north', 'south'].map((stage) => serviceIn(new Stack(app, stage), { stage }).node.scope);

  it('share no name that an account knows once', () => {
    const names = [first, second].map((stack) => JSON.stringify(Template.fromStack(stack as Stack).toJSON()));
    expect(names[0]).toContain('callback-north');
    expect(names[0]).not.toContain('callback-south');
    expect(names[1]).not.toContain('callback-north');
  });
});

describe('a configuration with mistakes', () => {
  it('is refused with all of them, and what to write instead', () => {
    const wrong = { ...configuration, accountSid: 'AC1', defaultQueue: 'nowhere' };
    const make = () => serviceIn(new Stack(new App()), { stage: 'Prod', configuration: wrong });
    expect(make).toThrow(/^stage "Prod": use a lower-case letter/);
    expect(make).toThrow(/accountSid is "AC1": write a Twilio account SID/);
    expect(make).toThrow(/defaultQueue/);
  });
});

describe('a configuration as a person writes it', () => {
  it('makes what the checked one makes, with every default filled in', () => {
    const file = resolve(import.meta.dirname, '../../config/example.json');
    const { $schema: _, stack: __, ...written } = JSON.parse(readFileSync(file, 'utf8'));
    const [fromWritten, fromChecked] = [written, configuration].map((given) => {
      const stack = new Stack(new App(), 'Shop');
      serviceIn(stack, { configuration: given });
      // Hashes follow the order of the fields in each bundle's configuration.
      return JSON.stringify(Template.fromStack(stack).toJSON()).replaceAll(/[0-9a-f]{32,}/g, '#');
    });
    expect(fromWritten).toEqual(fromChecked);
  });
});
