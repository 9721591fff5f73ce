import { CommandRefused } from '../command/command-refused.ts';
import type { Terminal } from '../command/terminal.ts';

/** Where credentials come from: first the environment, then the terminal, if there is one. */
export interface CredentialSource {
  environment: Readonly<Record<string, string | undefined>>;
  terminal: Terminal | undefined;
}

/** The configuration decides which of them are used, so each is optional. docs/mindful.md says what they are for. */
const mindfulFields = [
  { field: 'webhookKey', variable: 'MINDFUL_WEBHOOK_KEY', question: "Key in the URL of Mindful's webhook" },
  { field: 'widgetToken', variable: 'MINDFUL_WIDGET_TOKEN', question: 'Access token of the Scheduler widgets' },
  { field: 'clientId', variable: 'MINDFUL_CLIENT_ID', question: "Client ID of Mindful's API" },
  { field: 'clientSecret', variable: 'MINDFUL_CLIENT_SECRET', question: "Client secret of Mindful's API" },
] as const;

/** Only those that were given: the other fields stay as they are. */
export async function readMindfulCredentials(source: CredentialSource): Promise<Record<string, string>> {
  const { environment, terminal } = source;
  const given: Record<string, string> = {};
  for (const { field, variable, question } of mindfulFields) {
    const value = environment[variable] ?? (await terminal?.askSecretly(`${question} (Enter keeps it as it is): `));
    if (value) given[field] = value;
  }
  if (given['webhookKey'] && !/^[A-Za-z0-9._~-]{16,200}$/.test(given['webhookKey'])) {
    throw new CommandRefused('the webhook key needs 16 to 200 letters, digits, ".", "_", "~" or "-"');
  }
  return given;
}
