import { describe, expect, it } from '@jest/globals';
import { desiredTwilio } from '../../lambdas/provisioning/desired-state.ts';
import { functionSettings } from '../../lib/function-settings.ts';
import { digestOf } from '../../lib/twilio-account.ts';
import { exampleConfiguration, onlyResource, synthesizedTemplate } from './synthesized-stack.ts';

const outputs = { apiUrl: 'https://api.invalid', fallbackUrl: 'https://fallback.invalid', stage: 'example' };

describe('the custom resource', () => {
  const [, { Properties }] = onlyResource(synthesizedTemplate(), 'Custom::TwilioAccount');
  const desired = desiredTwilio(exampleConfiguration, outputs);

  it('is called again when its addresses change, or what Twilio is to be', () =>
    expect(Properties).toEqual({
      ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^Functionsprovisioner/), 'Arn'] },
      ServiceTimeout: String(functionSettings.provisioner.timeoutSeconds + 60),
      stage: 'example',
      apiUrl: { 'Fn::GetAtt': [expect.stringMatching(/^WebhookApi/), 'ApiEndpoint'] },
      fallbackUrl: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.anything(), 'DomainName'] }]] },
      desired: digestOf(desired),
    }));

  it('is called for an upgrade that wants other events of TaskRouter, with the configuration as it was', () => {
    const workspaces = desired.workspaces.map(({ sid }) => ({ sid, settings: { eventsFilter: 'task.created' } }));
    expect(digestOf({ ...desired, workspaces })).not.toBe(Properties['desired']);
  });

  it("is not called for a change that is none of Twilio's business, such as a threshold", () => {
    const queues = exampleConfiguration.queues.map((queue) => ({
      ...queue,
      policy: { ...queue.policy, thresholdSeconds: 999 },
    }));
    expect(digestOf(desiredTwilio({ ...exampleConfiguration, queues }, outputs))).toBe(Properties['desired']);
  });
});
