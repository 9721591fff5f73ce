import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Functions } from './functions.ts';
import { ImportedSecret } from './imported-secret.ts';
import { SamplingSchedule } from './sampling-schedule.ts';
import { StateTable } from './state-table.ts';
import { WebhookApi } from './webhook-api.ts';

export interface CallbackStackProps {
  stage: string;
  /** Folder with one bundle a function, as `buildBundles` leaves it. */
  bundles: string;
}

export class CallbackStack extends Stack {
  constructor(app: App, { stage, bundles }: CallbackStackProps) {
    super(app, `callback-${stage}`, { description: 'Callbacks for Twilio Flex with Mindful' });

    const stateTable = new StateTable(this, 'StateTable');
    const twilioSecret = new ImportedSecret(this, 'TwilioSecret', `callback/${stage}/twilio`);
    const mindfulSecret = new ImportedSecret(this, 'MindfulSecret', `callback/${stage}/mindful`);
    const functions = new Functions(this, 'Functions', { stage, bundles, stateTable, twilioSecret, mindfulSecret });
    const webhooks = new WebhookApi(this, 'WebhookApi', { stage, functions });
    new SamplingSchedule(this, 'SamplingSchedule', functions.sampler);

    new CfnOutput(this, 'ApiUrl', { value: webhooks.api.apiEndpoint, description: 'Origin of every webhook' });
    new CfnOutput(this, 'TableName', { value: stateTable.table.tableName });
  }
}
