import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startAccountServer } from '../../local/twilio/rest/account-server.ts';
import { accountFor } from '../../local/wiring/account-contents.ts';
import { installEmulator, startEmulator } from './emulator.ts';
import { rehearseAnew } from './made-anew.ts';
import { copyProject } from './project-copy.ts';
import { accountSid, authToken, edited, rehearseAdoption, rehearsePage } from './setup-page.ts';

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
  const rows = accountFor(edited());
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
    await rehearseAdoption(rehearsal, await rehearsePage(rehearsal));
    await rehearseAnew(rehearsal);
  } finally {
    emulator.stop();
    await account.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
