import { spawnSync } from 'node:child_process';
import { fetchDocuments } from './documents.ts';

try {
  fetchDocuments();
} catch {
  console.log("skipped: Twilio's OpenAPI documents (@twilio/cli-core from the npm registry) are not to be had here");
  process.exit(0);
}
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
