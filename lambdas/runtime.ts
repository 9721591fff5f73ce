import { readFileSync } from 'node:fs';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoCallbackRecords } from './adapters/dynamo-callback-records.ts';
import { createDynamoClient, type Patience } from './adapters/dynamo-client.ts';
import { DynamoQueueStates } from './adapters/dynamo-queue-states.ts';
import { rememberQueueStates } from './adapters/recent-queue-states.ts';
import { SecretAuthTokens } from './adapters/secret-auth-tokens.ts';
import type { Configuration } from './domain/queue-config.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { embeddedMetrics, type LogLine, problemOf } from './log-line.ts';
import type { Services } from './services.ts';

export interface Runtime {
  environment: Environment;
  services: Services;
  secrets: SecretsManagerClient;
  write(line: LogLine): void;
}

/** The composition root: environment and configuration to adapters to services, once per container. */
export function createRuntime(bundleUrl: string, patience: Patience): Runtime {
  const environment = readEnvironment(process.env);
  const write = (line: LogLine) => {
    process.stdout.write(`${embeddedMetrics(line, environment.STAGE, Date.now())}\n`);
  };
  const region = process.env['AWS_REGION'];
  const nowMs = () => Date.now();
  const dynamo = createDynamoClient(region, patience);
  const secrets = new SecretsManagerClient({
    ...(region !== undefined && { region }),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
  });
  return {
    environment,
    write,
    secrets,
    services: {
      configuration: readConfiguration(bundleUrl),
      authTokens: new SecretAuthTokens(secrets, environment.TWILIO_SECRET_NAME, nowMs),
      queueStates: rememberQueueStates(new DynamoQueueStates(dynamo, environment.TABLE_NAME), nowMs),
      callbacks: new DynamoCallbackRecords(dynamo, environment.TABLE_NAME),
      nowMs,
      warn: (message, error) => write({ measurements: [], message, properties: { problem: problemOf(error) } }),
    },
  };
}

/** Written beside the bundle when it is built, checked and with every default filled in. */
function readConfiguration(bundleUrl: string): Configuration {
  return JSON.parse(readFileSync(new URL('configuration.json', bundleUrl), 'utf8'));
}
