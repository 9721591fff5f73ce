import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import type { Configuration } from '../config/schema.ts';
import { CallbackService } from './callback-service.ts';

export interface CallbackStackProps {
  stage: string;
  configuration: Configuration;
  /** Folder with one bundle a function, as `buildBundles` leaves it. */
  bundles: string;
}

/** The service in a stack of its own, as `cdk deploy -c stage=...` makes it. */
export class CallbackStack extends Stack {
  readonly service: CallbackService;

  constructor(app: App, { stage, configuration, bundles }: CallbackStackProps) {
    const { stack, ...rest } = configuration;
    const { terminationProtection, tags, ...settings } = stack;
    super(app, `callback-${stage}`, {
      description: 'Callbacks for Twilio Flex with Mindful',
      terminationProtection,
      // CloudFormation takes a template of 1 MB, and 300 queues come near it.
      suppressTemplateIndentation: true,
      tags: { application: 'callback', stage, ...tags },
    });
    // CDK leaves this name out of logical IDs: https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html
    this.service = new CallbackService(this, 'Default', { stage, configuration: rest, ...settings, bundles });
    this.addOutputs();
  }

  private addOutputs(): void {
    const { apiUrl, fallbackUrl, sipDomain, table, alarmTopic, noticeTopic } = this.service;
    const output = (id: string, value: string, description: string) => new CfnOutput(this, id, { value, description });
    output('ApiUrl', apiUrl, 'Origin of every webhook');
    output('FallbackUrl', fallbackUrl, 'Origin of the fallback documents');
    output('SipDomain', sipDomain, 'Where Mindful calls back');
    output('TableName', table.tableName, 'Where callbacks are kept');
    output('AlarmTopicArn', alarmTopic.topicArn, 'Where alarms are sent: subscribe to it');
    if (noticeTopic !== alarmTopic) {
      output('NoticeTopicArn', noticeTopic.topicArn, 'Where alarms are sent that need not wake anybody');
    }
  }
}
