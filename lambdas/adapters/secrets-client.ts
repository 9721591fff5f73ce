import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { boundAttempts } from './bounded-attempts.ts';

/** A caller waits for it only when no token is known yet: two attempts end well before the webhook's own bound of 3 s. */
const ATTEMPT_MS = 1000;

export function createSecretsClient(region: string | undefined): SecretsManagerClient {
  const client = new SecretsManagerClient({
    ...(region !== undefined && { region }),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: ATTEMPT_MS, throwOnRequestTimeout: true },
  });
  boundAttempts(client, ATTEMPT_MS);
  return client;
}
