import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { environmentNames } from '../../lambdas/runtime/environment.ts';
import { bundleNames, functionSettings } from '../../lib/function-settings.ts';
import {
  exampleConfiguration,
  functionNamed,
  logicalIdOf,
  onlyResource,
  type Resource,
  synthesizedTemplate,
} from './synthesized-stack.ts';

let template: Template;
beforeAll(() => {
  template = synthesizedTemplate();
});

it('deploys one function a bundle and nothing else', () =>
  template.resourceCountIs('AWS::Lambda::Function', bundleNames.length));

describe.each(bundleNames)('the %s function', (name) => {
  let properties: Resource['Properties'];
  beforeAll(() => {
    properties = functionNamed(template, name)[1].Properties;
  });

  it('runs on Node 24 on Graviton', () =>
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' }));

  it('has the memory and the time limit that the local contact centre imitates', () =>
    expect([properties['MemorySize'], properties['Timeout']]).toEqual([
      functionSettings[name].memoryMegabytes,
      functionSettings[name].timeoutSeconds,
    ]));

  it('gets the variables that the run time reads, and names are all they hold', () => {
    const { Variables } = properties['Environment'] as { Variables: Record<string, unknown> };
    expect(Object.keys(Variables).sort()).toEqual([...environmentNames].sort());
    expect(Variables).toEqual({
      TABLE_NAME: { Ref: expect.stringMatching(/^StateTable/) },
      TWILIO_SECRET_NAME: 'callback/example/twilio',
      TASKROUTER_ORIGIN: 'https://taskrouter.twilio.com',
      MINDFUL_SECRET_NAME: 'callback/example/mindful',
      MINDFUL_SCHEDULER_ORIGIN: 'https://{organizationId}.{host}',
      MINDFUL_API_ORIGIN: 'https://api.getmindful.com',
      MINDFUL_AUTH_ORIGIN: 'https://auth.getmindful.com',
      STAGE: 'example',
    });
  });

  it('logs JSON, and Lambda adds lines of its own only when something is wrong', () =>
    expect(properties['LoggingConfig']).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'WARN' }));

  it('forgets its log after 30 days', () =>
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: `/aws/lambda/callback-example-${name}`, RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
    }));

  it('is not traced, and no concurrency is reserved for it', () => {
    expect(properties).not.toHaveProperty('TracingConfig');
    expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('has a role of its own, without managed policies, that only Lambda may take', () => {
    const roleId = logicalIdOf(properties['Role']);
    onlyResource(template, 'AWS::Lambda::Function', (other) => logicalIdOf(other.Properties['Role']) === roleId);
    expect(template.findResources('AWS::IAM::Role')[roleId ?? '']?.['Properties']).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
    });
  });
});

it('T10: the functions ask TaskRouter of the configured region', () => {
  const twilio = { ...exampleConfiguration.twilio, region: 'ie1' as const };
  const template = synthesizedTemplate({ ...exampleConfiguration, twilio });
  const [, { Properties }] = functionNamed(template, 'sampler');
  expect(Properties['Environment']).toMatchObject({
    Variables: { TASKROUTER_ORIGIN: 'https://taskrouter.dublin.ie1.twilio.com' },
  });
});
