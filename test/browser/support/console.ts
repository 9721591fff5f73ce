import { afterAll, beforeAll } from '@jest/globals';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type Browser, openChromium } from './chromium.ts';
import { openFirefox } from './firefox.ts';
import { RunningCentre } from './running-centre.ts';

/** The suites run in one browser and then in the other; see run.ts. */
export const inFirefox = process.env['BROWSER'] === 'firefox';

const laptop = { width: 1360, height: 900 };

/** The console of a contact centre whose clock only the test moves. Errors of the page fail the test that sees them. */
export class Console {
  readonly centre: RunningCentre;
  readonly page: Page;
  readonly errors: string[] = [];

  constructor(centre: RunningCentre, page: Page) {
    this.centre = centre;
    this.page = page;
    page.on('pageerror', ({ message }) => this.errors.push(message));
  }

  async show(view: string): Promise<void> {
    await this.page.goto(`${this.centre.url}/#${view}`);
    await this.page
      .getByRole('group', { name: 'Clock' })
      .getByText(/\d\d:\d\d:\d\d/)
      .waitFor();
  }

  phone(number: string): Locator {
    return this.page.getByRole('article', { name: `Phone of ${number}` });
  }

  /** Advances time until the text is there. */
  async waitsFor(text: Locator, { withinSeconds = 600, stepSeconds = 5 } = {}): Promise<void> {
    for (let passed = 0; passed < withinSeconds; passed += stepSeconds) {
      if (await isThere(text)) return;
      await this.centre.advance(stepSeconds);
    }
    await text.waitFor({ timeout: 2000 });
  }
}

/** The stream brings news every 200 ms. */
const NEWS_MS = 450;

async function isThere(text: Locator): Promise<boolean> {
  return text.waitFor({ timeout: NEWS_MS }).then(
    () => true,
    () => false,
  );
}

/** One contact centre and one browser for a test file; nobody is on shift until the test says so. */
export function useConsole(options: BrowserContextOptions = {}): () => Console {
  let browser: Browser | undefined;
  let centre: RunningCentre | undefined;
  let opened: Console | undefined;
  beforeAll(async () => {
    centre = await RunningCentre.start('--speed', '0');
    const open = inFirefox ? openFirefox : openChromium;
    browser = await open({ viewport: laptop, ...options });
    opened = new Console(centre, await browser.newPage());
  });
  afterAll(async () => {
    await browser?.close();
    await centre?.stop();
  });
  return () => {
    if (!opened) throw new Error('the console has not been opened');
    return opened;
  };
}
