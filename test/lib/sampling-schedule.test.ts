import { beforeAll, describe, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { functionNamed, synthesizedTemplate } from './synthesized-stack.ts';

describe('the sampling schedule', () => {
  let template: Template;
  let samplerId: string;
  beforeAll(() => {
    template = synthesizedTemplate();
    [samplerId] = functionNamed(template, 'sampler');
  });

  it('runs the sampler, and only the sampler, every minute', () => {
    template.resourceCountIs('AWS::Events::Rule', 1);
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [samplerId, 'Arn'] } })],
    });
  });

  it('does not deliver late or again: the next minute brings its own sample', () =>
    template.hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({ RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } })],
    }));

  it('keeps Lambda from trying a failed sample again', () =>
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: samplerId },
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    }));

  it('may run the sampler from this rule alone', () =>
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'events.amazonaws.com',
      FunctionName: { 'Fn::GetAtt': [samplerId, 'Arn'] },
      SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SamplingSchedule'), 'Arn'] },
    }));
});
