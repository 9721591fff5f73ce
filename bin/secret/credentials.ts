import { askSecretly } from '../command/ask-secretly.ts';
import { CommandRefused } from '../command/command-line.ts';

export async function readTwilioCredentials(): Promise<{ authToken: string }> {
  const authToken = process.env['TWILIO_AUTH_TOKEN'] ?? (await askSecretly('Twilio auth token: '));
  if (!/^[0-9a-f]{32}$/.test(authToken)) {
    throw new CommandRefused("that is no auth token: copy the account's 32 hexadecimal digits from the Twilio console");
  }
  return { authToken };
}

/** What of Mindful is used is up to the configuration, so each may be left out; docs/mindful.md says what each is for. */
const mindfulFields = [
  { field: 'webhookKey', variable: 'MINDFUL_WEBHOOK_KEY', question: "Key in the URL of Mindful's webhook" },
  { field: 'widgetToken', variable: 'MINDFUL_WIDGET_TOKEN', question: 'Access token of the Scheduler widgets' },
  { field: 'clientId', variable: 'MINDFUL_CLIENT_ID', question: "Client ID of Mindful's API" },
  { field: 'clientSecret', variable: 'MINDFUL_CLIENT_SECRET', question: "Client secret of Mindful's API" },
] as const;

/** Only what was given: a field that is left out stays as it is. */
export async function readMindfulCredentials(): Promise<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const { field, variable, question } of mindfulFields) {
    const asked = process.stdin.isTTY ? () => askSecretly(`${question} (enter leaves it as it is): `) : () => '';
    const value = process.env[variable] ?? (await asked());
    if (value) given[field] = value;
  }
  if (given['webhookKey'] && !/^[A-Za-z0-9._~-]{16,200}$/.test(given['webhookKey'])) {
    throw new CommandRefused('the webhook key needs 16 to 200 letters, digits, ".", "_", "~" or "-"');
  }
  return given;
}
