import { Stack } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type ILogGroup, QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Configuration } from '../../lambdas/domain/queue-config.ts';
import type { Functions } from '../functions.ts';
import type { StateTable } from '../state-table.ts';
import type { WebhookApi } from '../webhook-api.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { alarms } from './alarms.ts';
import { businessDashboard } from './business-dashboard.ts';
import { CallerAlarm } from './caller-alarm.ts';
import { dashboardBody } from './dashboard-body.ts';
import { engineeringDashboard } from './engineering-dashboard.ts';
import { savedQueries } from './log-queries.ts';
import { isPerQueue, type ResourceNames } from './metric-source.ts';

export interface MonitoringProps {
  stage: string;
  configuration: Configuration;
  functions: Functions;
  webhooks: WebhookApi;
  stateTable: StateTable;
}

/** Alarms to one topic, a dashboard for managers and one for engineers, and the questions that are asked of the log. */
export class Monitoring extends Construct {
  /** Subscribe to it: e-mail, pager, chat. */
  readonly alarmTopic: Topic;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.alarmTopic = new AlarmTopic(this, 'AlarmTopic', `callback-${props.stage}-alarms`);
    const names = resourceNames(this, props);
    const alarmArns = this.addAlarms(props.configuration, names);
    this.addDashboards(props, names, alarmArns);
    this.addQueries(props);
  }

  private addAlarms(configuration: Configuration, names: ResourceNames): string[] {
    const queues = configuration.queues.map(({ name }) => name);
    return alarms.flatMap((definition) =>
      (isPerQueue(definition.source) ? queues : [undefined]).map((queue) => {
        const id = [definition.name, queue].filter(Boolean).join('-');
        const of = queue === undefined ? {} : { queue };
        const alarm = new CallerAlarm(this, id, { definition, configuration, names, ...of });
        alarm.addAlarmAction(new SnsAction(this.alarmTopic));
        alarm.addOkAction(new SnsAction(this.alarmTopic));
        return alarm.alarmArn;
      }),
    );
  }

  private addDashboards({ stage, configuration }: MonitoringProps, names: ResourceNames, alarmArns: string[]): void {
    const queues = configuration.queues.map(({ name }) => name);
    for (const definition of [businessDashboard, engineeringDashboard]) {
      new CfnDashboard(this, `${definition.name}-dashboard`, {
        // An account's dashboards are shared by all regions.
        dashboardName: `callback-${stage}-${names.region}-${definition.name}`,
        dashboardBody: Stack.of(this).toJsonString(dashboardBody(definition, { ...names, queues, alarmArns })),
      });
    }
  }

  private addQueries({ stage, functions }: MonitoringProps): void {
    const logGroups: ILogGroup[] = [functions.voice, functions.events, functions.sampler].map(
      ({ logGroup }) => logGroup,
    );
    for (const { name, query } of savedQueries) {
      new QueryDefinition(this, `${name}-query`, {
        queryDefinitionName: `callback-${stage}/${name}`,
        queryString: new VerbatimQuery(query),
        logGroups,
      });
    }
  }
}

/** CDK's own class knows parts of the language only; this one takes it as it is written. */
class VerbatimQuery extends QueryString {
  readonly #query: string;

  constructor(query: string) {
    super();
    this.#query = query;
  }

  override toString(): string {
    return this.#query;
  }
}

function resourceNames(scope: Construct, { stage, functions, webhooks, stateTable }: MonitoringProps): ResourceNames {
  return {
    stage,
    region: Stack.of(scope).region,
    functions: {
      voice: functions.voice.functionName,
      events: functions.events.functionName,
      sampler: functions.sampler.functionName,
    },
    apiId: webhooks.api.apiId,
    tableName: stateTable.table.tableName,
  };
}
