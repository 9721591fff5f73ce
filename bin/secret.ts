import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { runCommand } from './command/command-line.ts';
import { readMindfulCredentials, readTwilioCredentials } from './secret/credentials.ts';
import { storeSecret } from './secret/store-secret.ts';

// Creates or updates the stage's secrets. What else is in them stays.
await runCommand(async ({ stage, local }) => {
  if (local) {
    console.log('The local contact centre has secrets of its own: nothing to do.');
    return true;
  }
  const twilio = await readTwilioCredentials();
  const mindful = await readMindfulCredentials();
  const client = new SecretsManagerClient({});
  console.log(await storeSecret(client, `callback/${stage}/twilio`, twilio));
  if (Object.keys(mindful).length > 0) console.log(await storeSecret(client, `callback/${stage}/mindful`, mindful));
  return true;
});
