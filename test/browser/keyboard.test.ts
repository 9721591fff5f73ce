import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useConsole } from './support/console.ts';

describe('somebody without a mouse', () => {
  const open = useConsole();

  it('does the whole flow by keyboard alone', async () => {
    const console = open();
    const { page, centre } = console;
    await centre.ask('PUT', 'queues/support', { waitSeconds: 300, agents: 1 });
    await centre.advance(6);
    await console.show('floor');

    await tabTo(page, 'From');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('+14155550188');
    await tabTo(page, 'Call');
    await page.keyboard.press('Enter');
    const phone = console.phone('+1 415 555 0188');
    await phone.getByText(/about 5 minutes/).waitFor();

    await tabTo(page, 'Put the phone of +1 415 555 0188 away');
    await page.keyboard.press('1');
    await console.waitsFor(phone.getByText(/Callback at/));
    await centre.ask('PUT', 'queues/support', { waitSeconds: null });
    await centre.advance(270);
    await console.waitsFor(phone.getByText('Called back and talking to an agent.'));

    await tabTo(page, 'Explain this call');
    await page.keyboard.press('Enter');
    await tabTo(page, "Engineers' terms");
    await page.keyboard.press('Space');
    await tabTo(page, /offer-reply: accepted/, 'Shift+Tab');
    await page.keyboard.press('Space');
    await page.getByRole('region', { name: 'Webhook offer-reply' }).getByText('<Dial').waitFor();
    expect(console.errors).toEqual([]);
  });

  it('moves a slider and the clock', async () => {
    const console = open();
    const { page } = console;
    await console.show('floor');
    const before = await page
      .getByRole('slider', { name: /Agents/ })
      .first()
      .inputValue();
    await tabTo(page, /^Agents/);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('list', { name: 'Agents' }).first().getByRole('listitem').nth(Number(before)).waitFor();
    await tabTo(page, 'Run', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Run' }).waitFor();
  });
});

const nameOfFocused = `(() => {
  const element = document.activeElement;
  if (element === document.body) return '';
  const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
  return name.trim();
})()`;

/** Presses Tab until the focus is on what is called so; back with Shift, for past the last element are the browser's own bars. */
async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press(key);
    const focused = await page.evaluate<string>(nameOfFocused);
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
  }
  throw new Error(`the focus never came to ${name}`);
}
