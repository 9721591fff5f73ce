import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { routeKey, routes } from '../../lambdas/routes.ts';
import { onlyResource, resourcesOf, routeTargets, synthesizedTemplate } from './synthesized-stack.ts';

const STAGE = 'AWS::ApiGatewayV2::Stage';

describe('the webhook API', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesizedTemplate();
  });

  it.each(routes.map((route) => ({ key: routeKey(route), path: route.path, functionName: route.function })))(
    'sends $key to $functionName, which that path may call',
    ({ key, path, functionName }) => {
      expect(routeTargets(template)).toContainEqual({ key, functionName });
      template.hasResourceProperties('AWS::Lambda::Permission', {
        Principal: 'apigateway.amazonaws.com',
        FunctionName: { Ref: Match.stringLikeRegexp(`^Functions${functionName}live`) },
        SourceArn: { 'Fn::Join': ['', Match.arrayWith([`/*/*${path}`])] },
      });
    },
  );

  it('has no other route: nothing catches what the table does not list', () => {
    const keys = routeTargets(template).map(({ key }) => key);
    expect(keys.sort()).toEqual(routes.map(routeKey).sort());
    expect(keys.filter((key) => key === '$default' || key.includes('+}') || key.startsWith('ANY'))).toEqual([]);
  });

  it('lets API Gateway call a function from listed paths only', () => {
    const sources = resourcesOf(template, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties['Principal'] === 'apigateway.amazonaws.com')
      .map(([, { Properties }]) =>
        (Properties['SourceArn'] as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].at(-1),
      );
    expect(new Set(sources)).toEqual(new Set(routes.map(({ path }) => `/*/*${path}`)));
  });

  it('speaks HTTP with payload 2.0', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' });
    template.allResourcesProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0' });
  });

  it('has one stage, without a prefix that would change the signed path', () => {
    template.resourceCountIs(STAGE, 1);
    template.hasResourceProperties(STAGE, { StageName: '$default', AutoDeploy: true });
  });

  it('throttles every route', () =>
    template.hasResourceProperties(STAGE, {
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
    }));

  it('keeps its access log for 30 days', () =>
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/vendedlogs/callback-example-access',
      RetentionInDays: 30,
    }));

  it('logs each request as JSON by route, with nothing that tells who called', () => {
    const [, stage] = onlyResource(template, STAGE);
    const { Format } = stage.Properties['AccessLogSettings'] as { Format: string };
    expect(JSON.parse(Format)).toEqual({
      requestId: '$context.requestId',
      routeKey: '$context.routeKey',
      status: '$context.status',
      latencyMs: '$context.responseLatency',
      error: '$context.error.message',
    });
  });

  it('tells its origin after the deploy', () =>
    template.hasOutput('ApiUrl', { Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WebhookApi'), 'ApiEndpoint'] } }));
});
