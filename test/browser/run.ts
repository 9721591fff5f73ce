import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { findChromium } from './support/chromium.ts';
import { findFirefox } from './support/firefox.ts';

/** The whole suite in Chromium, then in Firefox: `npm run test:browser -- keyboard`; `BROWSER=firefox` for that one alone. */
const JEST = resolve(import.meta.dirname, '../../node_modules/jest/bin/jest.js');
const CONFIG = resolve(import.meta.dirname, 'jest.config.js');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

const browsers = [
  { name: 'Chromium', package: 'chromium', path: findChromium() },
  { name: 'Firefox', package: 'firefox-esr', path: findFirefox() },
];

const idOf = ({ name }: { name: string }) => name.toLowerCase();
/** Shells have a variable of this name too; one that names neither leaves both. */
const named = browsers.filter((browser) => idOf(browser) === process.env['BROWSER']);

for (const browser of named.length > 0 ? named : browsers) {
  if (!browser.path) {
    console.log(
      `skipped: there is no ${browser.name} here. Install it with apt-get install ${browser.package}, or set ${browser.name.toUpperCase()}.`,
    );
    continue;
  }
  console.log(`In ${browser.name}:`);
  const { status } = spawnSync(process.execPath, [...flags, JEST, '--config', CONFIG, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, BROWSER: idOf(browser) },
  });
  if (status !== 0) process.exitCode = status ?? 1;
}
