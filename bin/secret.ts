import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsSettings } from './command/aws-settings.ts';
import { runCommand, stageOption } from './command/command-line.ts';
import { configurationOf } from './command/stage-configuration.ts';
import { openTerminal } from './command/terminal.ts';
import { twilioEndpoint } from './command/twilio-endpoint.ts';
import { storeCredentials } from './secret/store-credentials.ts';

const secret = {
  script: 'secret',
  summary: `Stores a stage's credentials in AWS Secrets Manager: Twilio's auth token and API key, after checking them with
Twilio, a SharedKey that signs webhooks, and those of Mindful. Other fields of the secrets are kept.`,
  notes: `  Asks at the terminal. These variables of the environment come before that: TWILIO_AUTH_TOKEN, TWILIO_API_KEY,
  TWILIO_API_SECRET, TWILIO_SHARED_KEY, TWILIO_SHARED_KEY_SECRET, MINDFUL_WEBHOOK_KEY, MINDFUL_WIDGET_TOKEN, MINDFUL_CLIENT_ID
  and MINDFUL_CLIENT_SECRET.`,
  options: {
    stage: stageOption,
    create: { help: 'create missing secrets without asking' },
    'drop-shared-key': { value: 'ID', help: 'forget this SharedKey' },
  },
};

await runCommand(secret, async ({ stage, options }) => {
  const configuration = configurationOf(stage);
  const { accountSid } = configuration;
  const client = new SecretsManagerClient(awsSettings);
  const done = await storeCredentials({
    ...{ stage, accountSid, client, environment: process.env, terminal: openTerminal() },
    twilioOrigin: twilioEndpoint('api', configuration),
    mayCreate: options.create ?? false,
    dropSharedKey: options['drop-shared-key'],
  });
  console.log(done.join('\n'));
  return true;
});
