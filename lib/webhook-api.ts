import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnIntegration,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type FunctionName, routes } from '../lambdas/routes.ts';
import { ServiceLogGroup } from './service-log-group.ts';

/** A webhook is served in milliseconds, so this is hundreds of calls at once; a flood of strangers stops here. */
const THROTTLE = { rateLimit: 500, burstLimit: 1000 };

/** No path, query or address: those tell who called. Quoted throughout, because an absent value is written as `-`. */
export const accessLogFields = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationLatencyMs: '$context.integrationLatency',
  error: '$context.error.message',
};

export interface WebhookApiProps {
  stage: string;
  functions: Record<FunctionName, IFunction>;
}

/** The HTTP API that Twilio calls: one explicit route per row of the route table, and nothing that catches the rest. */
export class WebhookApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { stage, functions }: WebhookApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { apiName: `callback-${stage}`, createDefaultStage: false });
    this.addStage(stage);
    const integrations = {
      voice: new HttpLambdaIntegration('VoiceIntegration', functions.voice),
      events: new HttpLambdaIntegration('EventsIntegration', functions.events),
    } satisfies Record<FunctionName, HttpLambdaIntegration>;
    for (const { name, method, path, function: target } of routes) {
      new HttpRoute(this, name, {
        httpApi: this.api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method]),
        integration: integrations[target],
      });
    }
    this.permitFirst();
  }

  /** While an integration moves to another function or alias, no caller meets one that the API may not call yet. */
  private permitFirst(): void {
    const parts = this.node.findAll();
    const permissions = parts.filter((part) => part instanceof CfnPermission);
    for (const part of parts) if (part instanceof CfnIntegration) part.node.addDependency(...permissions);
  }

  /** The `$default` stage has no prefix: a prefix would be part of the path that Twilio signs. */
  private addStage(stage: string): void {
    const accessLog = new ServiceLogGroup(this, 'AccessLog', `/aws/vendedlogs/callback-${stage}-access`);
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
  }
}
