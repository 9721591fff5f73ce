import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { type ContactCentre, defaultAuthToken } from '../../local/contact-centre.ts';
import { startAccountServer } from '../../local/twilio/rest/account-server.ts';
import { accountFor } from '../../local/wiring/account-contents.ts';
import { close, listen } from '../../local/world/loopback-server.ts';
import { copyProject } from '../deploy/project-copy.ts';
import { run } from '../deploy/terminal.ts';
import { configuration } from './builders.ts';
import { stackEndpoint } from './stack-endpoint.ts';

/** A shell in a clone of the project, signed in to the AWS account in which the contact centre's stage is deployed. */
export function useRunbookTerminal(centre: () => ContactCentre, written: object) {
  const typed: string[] = [];
  const cleanUps: (() => unknown)[] = [];
  let environment: Record<string, string> = {};
  let folder = '';

  beforeAll(async () => {
    folder = copyProject();
    cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
    symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
    // The page says "prod" where it names a stage itself; "local" is what the contact centre's functions and secrets are named by.
    for (const stage of ['prod', 'local']) writeFileSync(join(folder, `config/${stage}.json`), JSON.stringify(written));
    const isDeployed = (stack: string) => /^callback-(prod|local)$/.test(stack);
    const cloudFormation = stackEndpoint((stack) =>
      isDeployed(stack) ? [['TableName', centre().table.name]] : undefined,
    );
    const port = await listen(cloudFormation);
    cleanUps.push(() => close(cloudFormation));
    const { accountSid } = configuration();
    const rows = accountFor(configuration());
    const account = await startAccountServer({ accountSid, authToken: () => defaultAuthToken, rows });
    cleanUps.push(() => account.stop());
    environment = {
      AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${port}`,
      TWILIO_ENDPOINT_URL: account.origin,
      TWILIO_AUTH_TOKEN: defaultAuthToken,
    };
  }, 60_000);
  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  /** Types a command as it is printed, with what its placeholders stand for and this contact centre's port; resolves to what it says. */
  async function type(command: string, callSid = ''): Promise<string> {
    typed.push(command);
    const line = command
      .replaceAll('{queue}', 'support')
      .replaceAll('{stage}', 'local')
      .replaceAll('CA...', callSid)
      .replace(/ --local$/, ` --local ${centre().url}`)
      .replaceAll('localhost:3000', centre().url.replace('http://', ''));
    return run(line, { folder, environment });
  }

  return { type, typed };
}
