import { describe, expect, it } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { exampleWith, functionNamed, onlyResource, resourcesOf, synthesizedTemplate } from './synthesized-stack.ts';

const isVoice = ({ Properties }: { Properties: Record<string, unknown> }) =>
  JSON.stringify(Properties['FunctionName']).includes('Functionsvoice');

describe('by default', () => {
  const template = synthesizedTemplate();

  it('no instance is kept warm and no concurrency is reserved', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Lambda::Alias')) {
      expect(Properties).not.toHaveProperty('ProvisionedConcurrencyConfig');
    }
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  it('the API has the name that AWS gives it, in what Twilio is told as in what is checked', () => {
    const own = { 'Fn::GetAtt': [expect.stringMatching(/^WebhookApi/), 'ApiEndpoint'] };
    expect(onlyResource(template, 'Custom::TwilioAccount')[1].Properties['apiUrl']).toEqual(own);
    expect(onlyResource(template, 'Custom::CheckedBuild')[1].Properties['apiUrl']).toEqual(own);
    template.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
  });
});

describe('a stage with settings of its own', () => {
  const template = synthesizedTemplate(
    exampleWith({
      provisionedConcurrency: 2,
      reservedConcurrency: { voice: 300, events: 100 },
      ...{ requestsPerSecond: 50, requestBurst: 100, logRetentionDays: 90 },
      domain: { name: 'callback.example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
    }),
  );

  it('keeps instances of voice warm, those that the API calls', () => {
    const [, alias] = onlyResource(template, 'AWS::Lambda::Alias', isVoice);
    expect(alias.Properties['ProvisionedConcurrencyConfig']).toEqual({ ProvisionedConcurrentExecutions: 2 });
    expect(
      resourcesOf(template, 'AWS::Lambda::Alias').filter(([, other]) => !isVoice(other))[0]?.[1].Properties,
    ).not.toHaveProperty('ProvisionedConcurrencyConfig');
  });

  it('reserves concurrency for voice and events', () => {
    const reserved = (name: string) => functionNamed(template, name)[1].Properties['ReservedConcurrentExecutions'];
    expect(['voice', 'events', 'sampler', 'provisioner'].map(reserved)).toEqual([300, 100, undefined, undefined]);
  });

  it('throttles its API, and keeps every log as long as it is told', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  it('has an API under its own name, with a certificate and a record, and tells Twilio that name alone', () => {
    const [nameId, name] = onlyResource(template, 'AWS::ApiGatewayV2::DomainName');
    expect(name.Properties).toMatchObject({
      DomainName: 'callback.example.com',
      DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2', EndpointType: 'REGIONAL' }],
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      DomainName: { Ref: nameId },
      Stage: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: 'callback.example.com' });
    const [recordId, record] = onlyResource(template, 'AWS::Route53::RecordSet');
    expect(record.Properties).toMatchObject({
      ...{ Name: 'callback.example.com.', Type: 'A', HostedZoneId: 'Z0123456789ABCDEFGHIJ' },
      AliasTarget: { DNSName: { 'Fn::GetAtt': [nameId, 'RegionalDomainName'] } },
    });
    const [, twilio] = onlyResource(template, 'Custom::TwilioAccount');
    expect(twilio.Properties['apiUrl']).toBe('https://callback.example.com');
    expect(twilio.DependsOn).toContain(recordId);
    expect(onlyResource(template, 'Custom::CheckedBuild')[1].Properties['apiUrl']).toBe('https://callback.example.com');
    template.hasOutput('ApiUrl', { Value: 'https://callback.example.com' });
  });
});
