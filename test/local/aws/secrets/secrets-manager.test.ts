import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SecretsManager } from '../../../../local/aws/secrets/secrets-manager.ts';
import { localCredentials } from '../../../../local/aws/table/embedded-dynamo.ts';
import { Faults } from '../../../../local/world/faults/faults.ts';
import type { LoopbackServer } from '../../../../local/world/loopback-server.ts';

describe('the local Secrets Manager, asked by the AWS SDK', () => {
  const faults = new Faults();
  let secrets: SecretsManager;
  let server: LoopbackServer;
  let client: SecretsManagerClient;

  beforeEach(async () => {
    secrets = new SecretsManager();
    server = await secrets.start(faults);
    const options = { region: 'us-east-1', credentials: localCredentials, maxAttempts: 1 };
    client = new SecretsManagerClient({ endpoint: server.origin, ...options });
  });
  afterEach(async () => {
    client.destroy();
    await server.stop();
    faults.set('secrets-down', false);
  });

  const secretValue = async (VersionStage?: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId: 'callback/local/twilio', VersionStage }))).SecretString;

  it('tells the current value of a secret', async () => {
    secrets.put('callback/local/twilio', '{"authToken":"one"}');
    expect(await secretValue()).toBe('{"authToken":"one"}');
    expect(await secretValue('AWSCURRENT')).toBe('{"authToken":"one"}');
  });

  it('does not know a secret that was never put, nor a version that is not there', async () => {
    await expect(secretValue()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    secrets.put('callback/local/twilio', 'one');
    await expect(secretValue('AWSPREVIOUS')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(secretValue('AWSPENDING')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('rotates: pending, then current, with the old value as previous', async () => {
    secrets.put('callback/local/twilio', 'one');
    secrets.putPending('callback/local/twilio', 'two');
    expect([await secretValue(), await secretValue('AWSPENDING')]).toEqual(['one', 'two']);
    secrets.promotePending('callback/local/twilio');
    expect([await secretValue(), await secretValue('AWSPREVIOUS')]).toEqual(['two', 'one']);
    await expect(secretValue('AWSPENDING')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('can be down', async () => {
    secrets.put('callback/local/twilio', 'one');
    faults.set('secrets-down', true);
    await expect(secretValue()).rejects.toThrow();
  });
});
