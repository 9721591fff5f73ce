import { describe, expect, it } from '@jest/globals';
import { functionSettings } from '../../lib/function-settings.ts';
import { functionNamed, onlyResource, resourcesOf, synthesizedTemplate } from './synthesized-stack.ts';

describe('a new build', () => {
  const template = synthesizedTemplate();
  const [checkId, check] = onlyResource(template, 'Custom::CheckedBuild');

  it.each(['voice', 'events'])('of %s is a version that is checked before the alias leads callers to it', (name) => {
    const [functionId] = functionNamed(template, name);
    const isOfFunction = ({ Properties }: { Properties: Record<string, unknown> }) =>
      JSON.stringify(Properties['FunctionName']) === JSON.stringify({ Ref: functionId });
    const [versionId] = onlyResource(template, 'AWS::Lambda::Version', isOfFunction);
    const [, alias] = onlyResource(template, 'AWS::Lambda::Alias', isOfFunction);
    expect(check.Properties[name]).toEqual({ Ref: versionId });
    expect(alias.Properties['FunctionVersion']).toEqual({ 'Fn::GetAtt': [versionId, 'Version'] });
    expect(alias.DependsOn).toEqual([checkId]);
  });

  it('is checked by the provisioner, which may invoke its versions by then, at the address of the API', () => {
    const { Properties, DependsOn } = check;
    const [provisionerId, provisioner] = functionNamed(template, 'provisioner');
    const roleId = JSON.stringify(provisioner.Properties['Role']).match(/Functionsprovisionerrole\w+/)?.[0] ?? '';
    expect(Properties).toMatchObject({
      ServiceToken: { 'Fn::GetAtt': [provisionerId, 'Arn'] },
      ServiceTimeout: String(functionSettings.provisioner.timeoutSeconds + 60),
      apiUrl: { 'Fn::GetAtt': [expect.stringMatching(/^WebhookApi/), 'ApiEndpoint'] },
    });
    const policies = resourcesOf(template, 'AWS::IAM::Policy').filter(([, policy]) =>
      JSON.stringify(policy.Properties['Roles']).includes(roleId),
    );
    expect(DependsOn).toEqual(policies.map(([id]) => id));
  });

  it('is there, with the permission to be called, before an integration leads the API to it, and before Twilio changes', () => {
    const permissions = resourcesOf(template, 'AWS::Lambda::Permission').map(([id]) => id);
    const ofRoutes = permissions.filter((id) => id.startsWith('WebhookApi'));
    expect(ofRoutes.length).toBeGreaterThan(0);
    const integrations = resourcesOf(template, 'AWS::ApiGatewayV2::Integration');
    for (const [, { DependsOn }] of integrations) expect(DependsOn).toEqual(expect.arrayContaining(ofRoutes));
    const [, twilio] = onlyResource(template, 'Custom::TwilioAccount');
    expect(twilio.DependsOn).toEqual(expect.arrayContaining(integrations.map(([id]) => id)));
  });
});
