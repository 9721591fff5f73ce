import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import type { Configuration } from '../lambdas/domain/queue-config.ts';
import { Functions } from './functions.ts';
import { Monitoring } from './monitoring/monitoring.ts';
import { SamplingSchedule } from './sampling-schedule.ts';
import { StateTable } from './state-table.ts';
import { TwilioSecret } from './twilio-secret.ts';
import { WebhookApi } from './webhook-api.ts';

export interface CallbackStackProps {
  stage: string;
  configuration: Configuration;
  /** Folder with one bundle a function, as `buildBundles` leaves it. */
  bundles: string;
}

export class CallbackStack extends Stack {
  constructor(app: App, { stage, configuration, bundles }: CallbackStackProps) {
    super(app, `callback-${stage}`, { description: 'Callbacks for Twilio Flex with Mindful' });

    const stateTable = new StateTable(this, 'StateTable');
    const twilioSecret = new TwilioSecret(this, 'TwilioSecret', stage);
    const functions = new Functions(this, 'Functions', { stage, bundles, stateTable, twilioSecret });
    const webhooks = new WebhookApi(this, 'WebhookApi', { stage, functions });
    new SamplingSchedule(this, 'SamplingSchedule', functions.sampler);
    new Monitoring(this, 'Monitoring', { stage, configuration, functions, webhooks, stateTable });

    new CfnOutput(this, 'ApiUrl', { value: webhooks.api.apiEndpoint, description: 'Origin of every webhook' });
    new CfnOutput(this, 'TableName', { value: stateTable.table.tableName });
  }
}
