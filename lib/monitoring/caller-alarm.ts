import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type AlarmDefinition, alarmMessage, thresholdOf } from './alarms.ts';
import { type Monitored, metricOf } from './stack-metrics.ts';

const operators = {
  'at-least': ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  above: ComparisonOperator.GREATER_THAN_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
  'below minus': ComparisonOperator.LESS_THAN_THRESHOLD,
};

const silence = { fine: TreatMissingData.NOT_BREACHING, alarming: TreatMissingData.BREACHING };

function dashboardUrl(stage: string): string {
  const dashboard = `callback-${stage}-${Aws.REGION}-engineering`;
  return `https://console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#dashboards/dashboard/${dashboard}`;
}

/** An alarm that tells what callers live through. `queue` is for a metric that is kept apart by queue. */
export class CallerAlarm extends Alarm {
  constructor(scope: Construct, definition: AlarmDefinition, monitored: Monitored, queue?: string) {
    const { name, source, statistic } = definition;
    super(scope, [name, queue].filter(Boolean).join('-'), {
      alarmName: ['callback', monitored.stage, name, queue].filter(Boolean).join('-'),
      alarmDescription: alarmMessage(definition, {
        runbookUrl: monitored.configuration.stack.runbookUrl,
        dashboardUrl: dashboardUrl(monitored.stage),
      }),
      metric: metricOf(source, statistic, monitored, queue).with({
        period: Duration.seconds(definition.periodSeconds),
      }),
      threshold: thresholdOf(definition, monitored.configuration),
      comparisonOperator: operators[definition.rings],
      evaluationPeriods: definition.periods,
      treatMissingData: silence[definition.silence],
    });
  }
}
