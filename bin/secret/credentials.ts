import { CommandRefused } from '../command/command-refused.ts';
import type { Terminal } from '../command/terminal.ts';

/** Where credentials come from: variables first, then the person at the terminal, if there is one. */
export interface CredentialSource {
  environment: Readonly<Record<string, string | undefined>>;
  terminal: Terminal | undefined;
}

export async function readAuthToken({ environment, terminal }: CredentialSource): Promise<string> {
  const authToken = environment['TWILIO_AUTH_TOKEN'] ?? (await terminal?.askSecretly('Twilio auth token: '));
  if (authToken === undefined) throw new CommandRefused('there is no terminal to ask at: set TWILIO_AUTH_TOKEN');
  if (/^[0-9a-f]{32}$/.test(authToken)) return authToken;
  throw new CommandRefused("that is no auth token: copy the account's 32 hexadecimal digits from the Twilio console");
}

/** What of Mindful is used is up to the configuration, so each may be left out; docs/mindful.md says what each is for. */
const mindfulFields = [
  { field: 'webhookKey', variable: 'MINDFUL_WEBHOOK_KEY', question: "Key in the URL of Mindful's webhook" },
  { field: 'widgetToken', variable: 'MINDFUL_WIDGET_TOKEN', question: 'Access token of the Scheduler widgets' },
  { field: 'clientId', variable: 'MINDFUL_CLIENT_ID', question: "Client ID of Mindful's API" },
  { field: 'clientSecret', variable: 'MINDFUL_CLIENT_SECRET', question: "Client secret of Mindful's API" },
] as const;

/** Only what was given: a field that is left out stays as it is. */
export async function readMindfulCredentials(source: CredentialSource): Promise<Record<string, string>> {
  const { environment, terminal } = source;
  const given: Record<string, string> = {};
  for (const { field, variable, question } of mindfulFields) {
    const value = environment[variable] ?? (await terminal?.askSecretly(`${question} (enter leaves it as it is): `));
    if (value) given[field] = value;
  }
  if (given['webhookKey'] && !/^[A-Za-z0-9._~-]{16,200}$/.test(given['webhookKey'])) {
    throw new CommandRefused('the webhook key needs 16 to 200 letters, digits, ".", "_", "~" or "-"');
  }
  return given;
}
