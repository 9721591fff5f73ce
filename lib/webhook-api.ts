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
import type { Configuration } from '../config/schema.ts';
import { type FunctionName, routes } from '../lambdas/routes.ts';
import { ApiDomain } from './api-domain.ts';
import { ServiceLogGroup } from './service-log-group.ts';

/** No path, query or address: those tell who called. No time: CloudWatch has it. Quoted throughout, because an absent value is written as `-`. */
export const accessLogFields = {
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  error: '$context.error.message',
};

export interface WebhookApiProps {
  stage: string;
  configuration: Configuration;
  functions: Record<FunctionName, IFunction>;
}

/** The HTTP API that Twilio calls: one explicit route per row of the route table, and nothing that catches the rest. */
export class WebhookApi extends Construct {
  readonly api: HttpApi;
  /** Origin of every webhook: URLs that a step makes, and the base of signatures, follow the name that Twilio has asked. */
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, configuration, functions }: WebhookApiProps) {
    super(scope, id);
    const { domain } = configuration.stack;
    this.api = new HttpApi(this, 'Api', { apiName: `callback-${stage}`, createDefaultStage: false });
    const apiStage = this.addStage(stage, configuration);
    if (domain) new ApiDomain(this, 'Domain', { ...domain, api: this.api, stage: apiStage });
    this.url = domain ? `https://${domain.name}` : this.api.apiEndpoint;
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

  /**
   * The `$default` stage has no prefix: a prefix would be part of the path that Twilio signs. A webhook is served in milliseconds,
   * so the throttle means hundreds of calls at once; a flood of strangers stops at it.
   */
  private addStage(stage: string, configuration: Configuration): HttpStage {
    const { logRetentionDays, requestsPerSecond, requestBurst } = configuration.stack;
    const accessLog = new ServiceLogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/callback-${stage}-access`,
      retentionDays: logRetentionDays,
    });
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: requestBurst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
  }
}
