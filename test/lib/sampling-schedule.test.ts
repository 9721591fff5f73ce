import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { functionNamed, logicalIdOf, onlyResource, synthesizedTemplate } from './synthesized-stack.ts';

describe('the sampling schedule', () => {
  let template: Template;
  let samplerId: string;
  beforeAll(() => {
    template = synthesizedTemplate();
    [samplerId] = functionNamed(template, 'sampler');
  });

  it('runs the sampler, and only the sampler, every minute, and not late or again: the next minute brings its own', () => {
    expect(onlyResource(template, 'AWS::Scheduler::Schedule')[1].Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::GetAtt': [samplerId, 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      },
    });
    template.resourceCountIs('AWS::Events::Rule', 0);
  });

  it('keeps Lambda from trying a failed sample again', () =>
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: samplerId },
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    }));

  it('has a role that may run the sampler and nothing else, for schedules of this account alone', () => {
    const { Target, ...others } = onlyResource(template, 'AWS::Scheduler::Schedule')[1].Properties;
    expect(others).toHaveProperty('Description');
    const roleId = logicalIdOf((Target as { RoleArn: unknown }).RoleArn) ?? '';
    const [, policy] = onlyResource(template, 'AWS::IAM::Policy', ({ Properties }) =>
      JSON.stringify(Properties['Roles']).includes(`{"Ref":"${roleId}"}`),
    );
    expect((policy.Properties['PolicyDocument'] as { Statement: object[] }).Statement).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [samplerId, 'Arn'] } },
    ]);
    expect(template.findResources('AWS::IAM::Role')[roleId]?.['Properties'].AssumeRolePolicyDocument.Statement).toEqual(
      [
        {
          ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'scheduler.amazonaws.com' } },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    );
  });
});
