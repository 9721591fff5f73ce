import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startAccountServer } from '../../local/twilio/rest/account-server.ts';
import { accountFor } from '../../local/wiring/account-contents.ts';
import { installEmulator, startEmulator } from './emulator.ts';
import { rehearseOwnApp } from './own-app.ts';
import { copyProject } from './project-copy.ts';
import { madeAnew, rehearseSequence, sequences } from './sequences.ts';
import { rehearseAdoption, rehearsePage } from './setup-page.ts';
import { accountSid, authToken, configurationFor, pilot, prod, writeConfiguration } from './stages.ts';
import { run } from './terminal.ts';

/*
 * `npm run test:deploy`: what docs/setup.md says, typed into an emulated AWS account. `npm run test:deploy -- sequences`: two stages
 * and two regions beside each other, which takes half an hour.
 */

const startedMs = performance.now();

function tell(text: string): void {
  console.log(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s  ${text}`);
}

async function main(): Promise<void> {
  try {
    installEmulator();
  } catch {
    console.log('skipped: Python 3 with venv, or the AWS emulator (ministack from PyPI), is not to be had here');
    return;
  }
  const folder = copyProject();
  const configuration = configurationFor(prod);
  const rows = accountFor({ ...configuration, queues: [...configuration.queues, ...configurationFor(pilot).queues] });
  const account = await startAccountServer({ accountSid, authToken: () => authToken, rows });
  const outside = {
    TWILIO_ENDPOINT_URL: account.origin,
    NODE_OPTIONS: `--require ${join(import.meta.dirname, 'outside-names.cjs')}`,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const emulator = await startEmulator(outside);
  const environment = { ...outside, ...emulator.environment };
  Object.assign(process.env, emulator.environment, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' });
  try {
    const rehearsal = { terminal: { folder, environment }, account, tell };
    if (process.argv.includes('sequences')) {
      for (const place of [prod, pilot]) writeConfiguration(folder, place);
      await run('npm ci', rehearsal.terminal);
      for (const sequence of sequences) await rehearseSequence(rehearsal, sequence);
      return;
    }
    await rehearseAdoption(rehearsal, await rehearsePage(rehearsal));
    await rehearseSequence(rehearsal, madeAnew);
    await rehearseOwnApp(rehearsal);
  } finally {
    emulator.stop();
    await account.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
