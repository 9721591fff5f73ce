import { Stack } from 'aws-cdk-lib';
import { CfnDashboard, type IAlarm, type IWidget, Row } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';
import { alarms } from './alarms.ts';
import { CallerAlarm } from './caller-alarm.ts';
import { businessWidgets, engineeringWidgets } from './dashboards.ts';
import { savedQueries } from './log-queries.ts';
import { isPerQueue, monitoredFunctions } from './metric-source.ts';
import type { Monitored } from './stack-metrics.ts';

export interface GivenTopics {
  alarmTopic?: ITopic | undefined;
  noticeTopic?: ITopic | undefined;
}

/** Alarms to their topics, a dashboard for managers and one for engineers, and the questions that are asked of the log. */
export class Monitoring extends Construct {
  /** Of alarms that wake somebody. Subscribe to it: pager, phone, e-mail. */
  readonly alarmTopic: ITopic;
  /** Of alarms that need not wake anybody: the same one, unless they are to go apart. */
  readonly noticeTopic: ITopic;
  readonly alarms: readonly IAlarm[];

  /** It makes the topics that it is not given. */
  constructor(scope: Construct, id: string, monitored: Monitored, { alarmTopic, noticeTopic }: GivenTopics = {}) {
    super(scope, id);
    const { stage, configuration } = monitored;
    this.alarmTopic = alarmTopic ?? new AlarmTopic(this, 'AlarmTopic', `callback-${stage}-alarms`);
    const ownNotices = () => new AlarmTopic(this, 'NoticeTopic', `callback-${stage}-notices`);
    this.noticeTopic = noticeTopic ?? (configuration.stack.noticesApart ? ownNotices() : this.alarmTopic);
    this.alarms = this.addAlarms(monitored);
    this.addDashboard('business', businessWidgets(monitored), monitored);
    this.addDashboard('engineering', engineeringWidgets(monitored, this.alarms), monitored);
    this.addQueries(monitored);
  }

  private addAlarms(monitored: Monitored): IAlarm[] {
    const queues = monitored.configuration.queues.map(({ name }) => name);
    return alarms.flatMap((definition) =>
      (isPerQueue(definition.source) ? queues : [undefined]).map((queue) => {
        const alarm = new CallerAlarm(this, definition, monitored, queue);
        const action = new SnsAction(definition.severity === 'wake' ? this.alarmTopic : this.noticeTopic);
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
        return alarm;
      }),
    );
  }

  /** Widgets stand from left to right; a new row begins where one no longer fits. */
  private addDashboard(name: string, widgets: IWidget[], { stage }: Monitored): void {
    const row = new Row(...widgets);
    row.position(0, 0);
    const stack = Stack.of(this);
    new CfnDashboard(this, `${name}-dashboard`, {
      // An account's dashboards are shared by all regions.
      dashboardName: `callback-${stage}-${stack.region}-${name}`,
      dashboardBody: stack.toJsonString({ start: '-P1D', widgets: row.toJson() }),
    });
  }

  private addQueries({ stage, functions }: Monitored): void {
    for (const { name, query } of savedQueries) {
      new QueryDefinition(this, `${name}-query`, {
        queryDefinitionName: `callback-${stage}/${name}`,
        queryString: new VerbatimQuery(query),
        logGroups: monitoredFunctions.map((lambda) => functions[lambda].logGroup),
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
