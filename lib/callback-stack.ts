import { Annotations, type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { findAmbiguities } from '../config/contradictions.ts';
import type { Configuration } from '../lambdas/domain/queue-config.ts';
import { sipDomainName } from '../lambdas/domain/sip-domain-name.ts';
import { BuildCheck } from './build-check.ts';
import { Fallback } from './fallback.ts';
import { Functions } from './functions.ts';
import { ImportedSecret } from './imported-secret.ts';
import { Monitoring } from './monitoring/monitoring.ts';
import { SamplingSchedule } from './sampling-schedule.ts';
import { StateTable } from './state-table.ts';
import { TwilioAccount } from './twilio-account.ts';
import { WebhookApi } from './webhook-api.ts';

export interface CallbackStackProps {
  stage: string;
  configuration: Configuration;
  /** Folder with one bundle a function, as `buildBundles` leaves it. */
  bundles: string;
}

export class CallbackStack extends Stack {
  constructor(app: App, { stage, configuration, bundles }: CallbackStackProps) {
    const { terminationProtection, tags } = configuration.stack;
    super(app, `callback-${stage}`, {
      description: 'Callbacks for Twilio Flex with Mindful',
      terminationProtection,
      // CloudFormation takes a template of 1 MB, and 300 queues come near it.
      suppressTemplateIndentation: true,
      tags: { application: 'callback', stage, ...tags },
    });

    for (const ambiguity of findAmbiguities(configuration)) {
      Annotations.of(this).addWarningV2('callback:confirmationsCannotBeToldApart', ambiguity);
    }
    const stateTable = new StateTable(this, 'StateTable');
    const twilioSecret = new ImportedSecret(this, 'TwilioSecret', `callback/${stage}/twilio`);
    const mindfulSecret = new ImportedSecret(this, 'MindfulSecret', `callback/${stage}/mindful`);
    const functions = new Functions(this, 'Functions', {
      ...{ stage, configuration, bundles, stateTable, twilioSecret, mindfulSecret },
    });
    const webhooks = new WebhookApi(this, 'WebhookApi', { stage, configuration, functions: functions.live });
    new BuildCheck(this, 'BuildCheck', { functions, apiUrl: webhooks.url });
    const fallback = new Fallback(this, 'Fallback', { stage, configuration });
    new SamplingSchedule(this, 'SamplingSchedule', functions.sampler);
    const { provisioner } = functions;
    new TwilioAccount(this, 'TwilioAccount', { stage, configuration, provisioner, webhooks, fallback });
    const monitoring = new Monitoring(this, 'Monitoring', { stage, configuration, functions, webhooks, stateTable });

    new CfnOutput(this, 'ApiUrl', { value: webhooks.url, description: 'Origin of every webhook' });
    new CfnOutput(this, 'FallbackUrl', { value: fallback.url, description: 'Origin of the fallback documents' });
    new CfnOutput(this, 'SipDomain', {
      value: sipDomainName(configuration, stage),
      description: 'Where Mindful calls back',
    });
    new CfnOutput(this, 'TableName', { value: stateTable.table.tableName, description: 'Where callbacks are kept' });
    new CfnOutput(this, 'AlarmTopicArn', {
      value: monitoring.alarmTopic.topicArn,
      description: 'Where alarms are sent: subscribe to it',
    });
  }
}
