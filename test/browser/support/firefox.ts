import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BrowserContextOptions, firefox } from 'playwright-core';
import type { Browser } from './chromium.ts';

const candidates = [process.env['FIREFOX'], '/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** The Firefox that is installed on this machine, if any; the environment variable `FIREFOX` names another. */
export function findFirefox(): string | undefined {
  return candidates.find((path): path is string => path !== undefined && existsSync(path));
}

/** A fresh profile that is gone when the browser is closed. */
export async function openFirefox(options: BrowserContextOptions = {}): Promise<Browser> {
  const path = findFirefox();
  if (!path) throw new Error('There is no Firefox here: apt-get install firefox-esr, or set FIREFOX.');
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: resolve(import.meta.dirname, 'firefox-for-playwright.mjs'),
    env: { ...process.env, FIREFOX: path },
    firefoxUserPrefs: { 'layout.css.prefers-color-scheme.content-override': options.colorScheme === 'dark' ? 0 : 1 },
    headless: true,
  });
  const context = await browser.newContext(options);
  // Firefox 153 crashes where a page reads this after Playwright did from its own world; axe falls back to the attribute.
  await context.addInitScript('delete Element.prototype.ariaLabelledByElements');
  return { newPage: () => context.newPage(), close: () => browser.close() };
}
