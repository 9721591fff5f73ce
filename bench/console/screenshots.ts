import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { openChromium } from '../../test/browser/support/chromium.ts';
import { RunningCentre } from '../../test/browser/support/running-centre.ts';

const IMAGES = resolve(import.meta.dirname, '../../docs/images');

/** `npm run picture:console`: the pictures of docs/local.md and the README, of a contact centre at its peak. */
async function main(): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  const centre = await RunningCentre.start('--speed', '0');
  try {
    await centre.ask('POST', 'scenes/monday-peak', { fromMinute: 25 });
    await centre.ask('POST', 'clock', { speed: 0 });
    const callSid = await acceptCallback(centre);
    await withPage(centre, 'light', async (page) => {
      await picture(page, 'floor', '#floor');
      await picture(page, 'call-explained', `#calls/${callSid}`);
      await page.goto(`${centre.url}/#comparison`);
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.getByRole('region', { name: 'Results' }).waitFor();
      await picture(page, 'comparison');
      await picture(page, 'charts', '#charts');
    });
    await withPage(centre, 'dark', (page) => picture(page, 'floor-dark', '#floor'));
  } finally {
    await centre.stop();
  }
}

/** A caller by hand who takes the callback; returns the call's SID. */
async function acceptCallback(centre: RunningCentre): Promise<string> {
  const call = { from: '+14155550123', to: '+14155550100' };
  const { callSid } = await centre.ask<{ callSid: string }>('POST', 'calls', call);
  await centre.advance(4);
  await centre.ask('POST', `calls/${callSid}/digits`, { digits: '1' });
  await centre.advance(40);
  return callSid;
}

async function withPage(
  centre: RunningCentre,
  colorScheme: 'light' | 'dark',
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const browser = await openChromium({ viewport: { width: 1440, height: 960 }, colorScheme });
  try {
    const page = await browser.newPage();
    await page.goto(`${centre.url}/#floor`);
    await work(page);
  } finally {
    await browser.close();
  }
}

/** Of the page as it is, or after going to a view. */
async function picture(page: Page, name: string, hash?: string): Promise<void> {
  if (hash !== undefined) await page.goto(page.url().replace(/#.*$/, hash));
  await page.evaluate('document.activeElement?.blur(); scrollTo(0, 0)');
  await page.waitForTimeout(1500);
  await page.screenshot({ path: resolve(IMAGES, `${name}.png`) });
}

await main();
