import { spawnSync } from 'node:child_process';
import { fetchDocuments } from './documents.ts';
import { preparePython } from './python-sdk.ts';

try {
  fetchDocuments();
} catch {
  console.log("skipped: Twilio's OpenAPI documents (@twilio/cli-core from the npm registry) are not to be had here");
  process.exit(0);
}
if (!preparePython())
  console.log("skipped: Twilio's library for Python (python3 with venv, and pip) is not to be had here");
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--forceExit',
];
const { status } = spawnSync(process.execPath, [...jest, '--testMatch', '**/test/openapi/*.openapi.ts'], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
