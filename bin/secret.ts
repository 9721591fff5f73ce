import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { askSecretly } from './command/ask-secretly.ts';
import { CommandRefused, runCommand } from './command/command-line.ts';

// Creates or updates the stage's Twilio secret. What else is in it stays.
await runCommand(async ({ stage, local }) => {
  const name = `callback/${stage}/twilio`;
  const authToken = process.env['TWILIO_AUTH_TOKEN'] ?? (local ? '' : await askSecretly('Twilio auth token: '));
  if (local) {
    console.log('The local contact centre has a secret of its own: nothing to do.');
    return true;
  }
  if (!/^[0-9a-f]{32}$/.test(authToken)) {
    throw new CommandRefused("that is no auth token: copy the account's 32 hexadecimal digits from the Twilio console");
  }
  const client = new SecretsManagerClient({});
  const present = await client.send(new GetSecretValueCommand({ SecretId: name })).catch((error: Error) => {
    if (error.name === 'ResourceNotFoundException') return undefined;
    throw new CommandRefused(`Secrets Manager cannot be asked (${error.message}): set AWS_REGION and credentials`);
  });
  const SecretString = JSON.stringify({ ...JSON.parse(present?.SecretString ?? '{}'), authToken });
  if (present) await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
  else await client.send(new CreateSecretCommand({ Name: name, SecretString, Description: 'Twilio auth token' }));
  console.log(`${name} ${present ? 'updated' : 'created'}`);
  return true;
});
