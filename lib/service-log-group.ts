import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface ServiceLogGroupProps {
  logGroupName: string;
  retentionDays: number;
}

/** A log group that forgets in time and goes with its stack: logs hold no personal data and prove nothing later. */
export class ServiceLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, { logGroupName, retentionDays }: ServiceLogGroupProps) {
    super(scope, id, { logGroupName, retention: retentionDays, removalPolicy: RemovalPolicy.DESTROY });
  }
}
