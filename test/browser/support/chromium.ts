import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser that is installed on this machine, if any; the environment variable `CHROMIUM` names another. */
export function findChromium(): string | undefined {
  return candidates.find((path): path is string => path !== undefined && existsSync(path));
}

/** Keeps to this machine: nothing is looked up or fetched in the background. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Browser = Pick<BrowserContext, 'newPage'> & { close(): Promise<void> };

/** A fresh profile that is gone when the browser is closed. */
export async function openChromium(options: BrowserContextOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium here: apt-get install chromium, or set CHROMIUM.');
  const profile = await mkdtemp(join(tmpdir(), 'console-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    executablePath,
    args: flags,
    headless: true,
  });
  return {
    newPage: () => context.newPage(),
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
