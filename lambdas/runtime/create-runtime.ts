import { readFileSync } from 'node:fs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoClient, createSecretsClient, type Timeouts } from '../adapters/aws-clients.ts';
import { DynamoCallbackRecords } from '../adapters/dynamo-callback-records.ts';
import { DynamoKeyedNumbers } from '../adapters/dynamo-keyed-numbers.ts';
import { DynamoQueueStates, rememberQueueStates } from '../adapters/dynamo-queue-states.ts';
import { underFormerNames } from '../adapters/former-names.ts';
import type { SecretAccess } from '../adapters/remembered-secret.ts';
import { TwilioSecret } from '../adapters/twilio-secret.ts';
import type { Configuration } from '../domain/queue-config.ts';
import type { RestCredential, SigningKey } from '../domain/twilio-credentials.ts';
import { embeddedMetrics, type LogLine, problemOf } from '../log/log-line.ts';
import type { CallServices, RotatingKeys } from '../services.ts';
import { type Environment, readEnvironment } from './environment.ts';

export interface Runtime {
  environment: Environment;
  services: CallServices & { signingKeys: RotatingKeys<SigningKey> };
  /** For what one function alone keeps there. */
  table: { client: DynamoDBClient; name: string };
  secretNamed(secretName: string): SecretAccess;
  /** What authorises requests to Twilio's REST API. */
  restCredential(): Promise<RestCredential>;
  write(line: LogLine): void;
}

/** The composition root: environment and configuration to adapters to services, once per container. */
export function createRuntime(bundleUrl: string, timeouts: Timeouts): Runtime {
  const environment = readEnvironment(process.env);
  const write = (line: LogLine) => {
    process.stdout.write(`${embeddedMetrics(line, environment.STAGE, Date.now())}\n`);
  };
  const region = process.env['AWS_REGION'];
  const nowMs = () => Date.now();
  const configuration = readConfiguration(bundleUrl);
  const dynamo = createDynamoClient(region, timeouts);
  const secrets = createSecretsClient(region);
  const warn: CallServices['warn'] = (message, error) =>
    write({ measurements: [], message, properties: { problem: problemOf(error) } });
  const secretNamed = (secretName: string): SecretAccess => ({
    client: secrets,
    secretName,
    nowMs,
    refreshFailed: (error) => warn('secretNotRefreshed', error),
  });
  const twilioSecret = new TwilioSecret(secretNamed(environment.TWILIO_SECRET_NAME));
  return {
    environment,
    write,
    secretNamed,
    restCredential: () => twilioSecret.restCredential(configuration.accountSid),
    table: { client: dynamo, name: environment.TABLE_NAME },
    services: {
      configuration,
      signingKeys: twilioSecret,
      queueStates: rememberQueueStates(new DynamoQueueStates(dynamo, environment.TABLE_NAME), nowMs),
      callbacks: underFormerNames(new DynamoCallbackRecords(dynamo, environment.TABLE_NAME), configuration),
      keyedNumbers: new DynamoKeyedNumbers(dynamo, environment.TABLE_NAME),
      nowMs,
      warn,
    },
  };
}

/** Written beside the bundle when it is built, checked and with every default filled in. */
function readConfiguration(bundleUrl: string): Configuration {
  return JSON.parse(readFileSync(new URL('configuration.json', bundleUrl), 'utf8'));
}
