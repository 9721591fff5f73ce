import { join } from 'node:path';
import { Annotations, Names, type RemovalPolicy, Stage } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { findAmbiguities } from '../config/contradictions.ts';
import { checkConfiguration } from '../config/read-configuration.ts';
import type { Configuration, WrittenConfiguration } from '../config/schema.ts';
import { sipDomainName } from '../lambdas/domain/sip-domain-name.ts';
import { BuildCheck } from './build-check.ts';
import { configureBundles } from './configured-bundles.ts';
import { Fallback } from './fallback.ts';
import { Functions } from './functions.ts';
import { ImportedSecret } from './imported-secret.ts';
import { Monitoring } from './monitoring/monitoring.ts';
import { SamplingSchedule } from './sampling-schedule.ts';
import { problemsOfStage } from './stage-name.ts';
import { StateTable } from './state-table.ts';
import { TwilioAccount } from './twilio-account.ts';
import { WebhookApi } from './webhook-api.ts';

/** What concerns the stack around the service, which is its owner's. */
type OfTheStack = 'terminationProtection' | 'tags';

/** Settings of the AWS side, as the configuration's `stack` has them: domain, log retention, concurrency, throttles. */
export type CallbackServiceSettings = Omit<NonNullable<WrittenConfiguration['stack']>, OfTheStack>;

export interface CallbackServiceProps extends CallbackServiceSettings {
  /**
   * Names what the service makes, and the secrets that it reads: `callback/{stage}/twilio` and `callback/{stage}/mindful`.
   * A lower-case letter, then up to 29 of a-z, 0-9 and "-"; once per account and region.
   */
  stage: string;
  /** Queues and the Twilio account; every field that has a default may be left out. */
  configuration: Omit<WrittenConfiguration, 'stack' | '$schema'>;
  /** Where alarms go, instead of a topic of the service's own. Its policy must let CloudWatch publish. */
  alarmTopic?: ITopic;
  /** The same for alarms that need not wake anybody; they go where the others go if absent. */
  noticeTopic?: ITopic;
  /** Of the table, which holds promises to people. It is kept when it would be deleted, if absent. */
  tableRemovalPolicy?: RemovalPolicy;
  /** Folder with files of languages of your own, which stand before the package's. */
  languages?: string;
  /** Folder with one bundle a function; the package's own if absent. */
  bundles?: string;
}

/**
 * Callbacks for a Twilio Flex contact centre whose callbacks Mindful makes: webhooks, estimate of the wait, records of
 * callbacks, Twilio's side and monitoring. Throws with every mistake in its configuration at once.
 */
export class CallbackService extends Construct {
  /** Twilio's and Mindful's webhooks. */
  readonly api: HttpApi;
  /** Origin of every webhook, without a path. */
  readonly apiUrl: string;
  /** Origin of the documents that Twilio asks for when the webhooks do not answer. */
  readonly fallbackUrl: string;
  /** Callbacks, snapshots of queues and what operators set. */
  readonly table: TableV2;
  readonly alarms: readonly IAlarm[];
  readonly alarmTopic: ITopic;
  /** Where alarms go that need not wake anybody. */
  readonly noticeTopic: ITopic;
  /** Host of the SIP addresses that Mindful calls back on. */
  readonly sipDomain: string;

  constructor(scope: Construct, id: string, props: CallbackServiceProps) {
    super(scope, id);
    const { stage, configuration: written, bundles = join(import.meta.dirname, 'bundles'), ...others } = props;
    const { alarmTopic, noticeTopic, tableRemovalPolicy, languages, ...settings } = others;
    const configuration = checked(stage, { ...written, stack: settings }, languages);

    for (const ambiguity of findAmbiguities(configuration)) {
      Annotations.of(this).addWarningV2('callback:confirmationsCannotBeToldApart', ambiguity);
    }
    const stateTable = new StateTable(this, 'StateTable', tableRemovalPolicy);
    const twilioSecret = new ImportedSecret(this, 'TwilioSecret', `callback/${stage}/twilio`);
    const mindfulSecret = new ImportedSecret(this, 'MindfulSecret', `callback/${stage}/mindful`);
    const functions = new Functions(this, 'Functions', {
      ...{ stage, configuration, stateTable, twilioSecret, mindfulSecret },
      bundles: configureBundles({ bundles, configuration, outDir: this.ownAssemblyFolder() }),
    });
    const webhooks = new WebhookApi(this, 'WebhookApi', { stage, configuration, functions: functions.live });
    new BuildCheck(this, 'BuildCheck', { functions, apiUrl: webhooks.url });
    const fallback = new Fallback(this, 'Fallback', { stage, configuration });
    new SamplingSchedule(this, 'SamplingSchedule', functions.sampler);
    const { provisioner } = functions;
    new TwilioAccount(this, 'TwilioAccount', { stage, configuration, provisioner, webhooks, fallback });
    const monitored = { stage, configuration, functions, webhooks, stateTable };
    const monitoring = new Monitoring(this, 'Monitoring', monitored, { alarmTopic, noticeTopic });

    this.api = webhooks.api;
    this.apiUrl = webhooks.url;
    this.fallbackUrl = fallback.url;
    this.table = stateTable.table;
    this.alarms = monitoring.alarms;
    this.alarmTopic = monitoring.alarmTopic;
    this.noticeTopic = monitoring.noticeTopic;
    this.sipDomain = sipDomainName(configuration, stage);
  }

  /** Inside the assembly: neither another synthesis nor a test run can change what this one deploys. */
  private ownAssemblyFolder(): string {
    const assembly = Stage.of(this);
    if (!assembly) throw new Error('a CallbackService belongs in a Stack of an App');
    return join(assembly.outdir, 'functions', Names.uniqueResourceName(this, { maxLength: 60 }));
  }
}

function checked(stage: string, written: WrittenConfiguration, languages?: string): Configuration {
  const reading = checkConfiguration(written, languages);
  const problems = [...problemsOfStage(stage), ...(reading.ok ? [] : reading.problems)];
  if (!reading.ok || problems.length > 0) throw new Error(problems.join('\n'));
  return reading.configuration;
}
