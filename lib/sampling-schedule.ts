import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** A sample belongs to its minute: a late one is worth nothing, and the next minute brings its own. */
const AT_ONCE_OR_NEVER = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };

/** Runs the sampler once a minute. Neither EventBridge nor Lambda's own queue tries again, so no queue holds the failures. */
export class SamplingSchedule extends Construct {
  constructor(scope: Construct, id: string, sampler: IFunction) {
    super(scope, id);
    sampler.configureAsyncInvoke(AT_ONCE_OR_NEVER);
    new Rule(this, 'EveryMinute', {
      description: 'Samples the wait of every queue',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(sampler, AT_ONCE_OR_NEVER)],
    });
  }
}
