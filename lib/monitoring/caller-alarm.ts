import { readFileSync } from 'node:fs';
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import type { AlarmDefinition } from './alarms.ts';
import { cloudWatchMetric, type ResourceNames } from './metric-source.ts';

export interface CallerAlarmProps {
  definition: AlarmDefinition;
  configuration: Configuration;
  names: ResourceNames;
  /** For a metric that is kept apart by queue. */
  queue?: string;
}

const operators = {
  'at-least': ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  above: ComparisonOperator.GREATER_THAN_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
};

const silence = { fine: TreatMissingData.NOT_BREACHING, alarming: TreatMissingData.BREACHING };

/** An alarm that tells what callers live through and where the runbook goes on; it cannot be built without both. */
export class CallerAlarm extends Alarm {
  constructor(scope: Construct, id: string, { definition, configuration, names, queue }: CallerAlarmProps) {
    const { name, callerImpact } = definition;
    if (callerImpact.trim() === '') throw new Error(`alarm ${name}: say in callerImpact what callers live through`);
    if (!runbookHeadings().includes(name)) {
      throw new Error(`alarm ${name}: write a heading "### ${name}" in docs/operations.md that says what to do`);
    }
    const {
      namespace,
      name: metricName,
      dimensions: dimensionsMap,
    } = cloudWatchMetric(definition.source, names, queue);
    super(scope, id, {
      alarmName: ['callback', names.stage, name, queue].filter(Boolean).join('-'),
      alarmDescription: `${callerImpact} What to do: docs/operations.md, "${name}".`,
      metric: new Metric({
        ...{ namespace, metricName, dimensionsMap, statistic: definition.statistic },
        period: Duration.seconds(definition.periodSeconds),
      }),
      threshold: definition.threshold(configuration),
      comparisonOperator: operators[definition.rings],
      evaluationPeriods: definition.periods,
      treatMissingData: silence[definition.silence],
    });
  }
}

function runbookHeadings(): string[] {
  const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  return [...runbook.matchAll(/^### (\S+)$/gm)].map(([, heading = '']) => heading);
}
