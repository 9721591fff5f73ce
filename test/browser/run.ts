import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { findChromium } from './support/chromium.ts';

const JEST = resolve(import.meta.dirname, '../../node_modules/jest/bin/jest.js');

if (findChromium() === undefined) {
  console.log(
    'Browser tests skipped: there is no Chromium here. Install it with apt-get install chromium, or set CHROMIUM.',
  );
} else {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const config = resolve(import.meta.dirname, 'jest.config.js');
  const jest = spawn(process.execPath, [...flags, JEST, '--config', config, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  jest.once('close', (code) => {
    process.exitCode = code ?? 1;
  });
}
