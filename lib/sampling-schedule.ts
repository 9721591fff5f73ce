import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

/** A sample belongs to its minute: a late one is worth nothing, and the next minute brings its own. */
const AT_ONCE_OR_NEVER = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };

/** Runs the sampler once a minute. Neither the Scheduler nor Lambda's own queue tries again, so no queue holds the failures. */
export class SamplingSchedule extends Construct {
  constructor(scope: Construct, id: string, sampler: IFunction) {
    super(scope, id);
    sampler.configureAsyncInvoke(AT_ONCE_OR_NEVER);
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: ofThisAccount }),
    });
    // CDK's own grant would cover every version and alias as well.
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [sampler.functionArn] }));
    const schedule = new CfnSchedule(this, 'EveryMinute', {
      description: 'Samples the wait of every queue',
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: sampler.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    });
    schedule.node.addDependency(role);
  }
}
