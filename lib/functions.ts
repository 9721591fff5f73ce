import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Configuration } from '../config/schema.ts';
import { twilioOrigin } from '../lambdas/domain/twilio-origin.ts';
import type { FunctionName } from '../lambdas/routes.ts';
import type { Environment } from '../lambdas/runtime/environment.ts';
import { type BundleName, functionSettings } from './function-settings.ts';
import type { ImportedSecret } from './imported-secret.ts';
import { ServiceLogGroup } from './service-log-group.ts';
import type { StateTable } from './state-table.ts';

export interface FunctionsProps {
  stage: string;
  configuration: Configuration;
  /** Folder with one bundle a function. */
  bundles: string;
  stateTable: StateTable;
  twilioSecret: ImportedSecret;
  mindfulSecret: ImportedSecret;
}

/**
 * One function per trust boundary. None has reserved concurrency unless the configuration says so: it would turn callers away
 * at its own limit, and a small account could not deploy it; the API's throttling bounds what strangers can cause.
 */
export class Functions extends Construct {
  readonly voice: LambdaFunction;
  readonly events: LambdaFunction;
  readonly sampler: LambdaFunction;
  readonly provisioner: LambdaFunction;
  /** What the API calls: the version that the last good deploy has checked. */
  readonly live: Record<FunctionName, Alias>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { stateTable, twilioSecret, mindfulSecret } = props;
    this.voice = this.addFunction('voice', props);
    this.events = this.addFunction('events', props);
    this.sampler = this.addFunction('sampler', props);
    this.provisioner = this.addFunction('provisioner', props);

    const { provisionedConcurrency } = props.configuration.stack;
    this.live = {
      // 0 is not a number of warm instances to Lambda.
      voice: this.addAlias('voice', provisionedConcurrency || undefined),
      events: this.addAlias('events'),
    };

    for (const lambda of [this.voice, this.events, this.sampler]) {
      twilioSecret.grantRead(lambda);
      stateTable.grantRecords(lambda);
      stateTable.grantQueueStates(lambda);
      stateTable.grantOpenCallbacks(lambda);
    }
    mindfulSecret.grantRead(this.events);
    mindfulSecret.grantRead(this.sampler);
    twilioSecret.grantRead(this.provisioner);
    stateTable.grantDeploymentMemory(this.provisioner);
    stateTable.grantNewRecords(this.voice);
    stateTable.grantRosters(this.sampler);
    stateTable.grantCounting(this.voice);
    stateTable.grantAbandonedCalls({ writers: [this.events, this.sampler], reader: this.voice });
    stateTable.grantKeyedNumbers({ claimer: this.voice, readers: [this.events, this.sampler] });
    stateTable.grantCallTasks(this.events);
    stateTable.grantHandledEvents({ marker: this.events, reader: this.sampler });
  }

  private addAlias(name: FunctionName, provisionedConcurrentExecutions?: number): Alias {
    const { currentVersion: version } = this[name];
    return new Alias(this, `${name}-live`, { aliasName: 'live', version, provisionedConcurrentExecutions });
  }

  private addFunction(name: BundleName, props: FunctionsProps): LambdaFunction {
    const { stage, configuration, bundles, stateTable, twilioSecret, mindfulSecret } = props;
    const { logRetentionDays: retentionDays, reservedConcurrency } = configuration.stack;
    const reserved: Partial<Record<BundleName, number>> = reservedConcurrency;
    const logGroupName = `/aws/lambda/callback-${stage}-${name}`;
    const logGroup = new ServiceLogGroup(this, `${name}-logs`, { logGroupName, retentionDays });
    const role = new Role(this, `${name}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    return new LambdaFunction(this, name, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(bundles, name)),
      handler: 'index.handler',
      memorySize: functionSettings[name].memoryMegabytes,
      reservedConcurrentExecutions: reserved[name],
      timeout: Duration.seconds(functionSettings[name].timeoutSeconds),
      role,
      logGroup,
      // Lambda's own lines only when something went wrong: start, end and report lines would cost as much as ours.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        TABLE_NAME: stateTable.table.tableName,
        TWILIO_SECRET_NAME: twilioSecret.secretName,
        TASKROUTER_ORIGIN: twilioOrigin('taskrouter', configuration.twilio.region),
        MINDFUL_SECRET_NAME: mindfulSecret.secretName,
        MINDFUL_SCHEDULER_ORIGIN: 'https://{organizationId}.{host}',
        MINDFUL_API_ORIGIN: 'https://api.getmindful.com',
        MINDFUL_AUTH_ORIGIN: 'https://auth.getmindful.com',
        STAGE: stage,
      } satisfies Environment,
    });
  }
}
