import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { useConsole } from './support/console.ts';

const MOST_CLICKS = 8;

describe('somebody who opens the console for the first time', () => {
  const open = useConsole();

  it('comes in eight clicks on visible words to an accepted offer in a full queue, to it explained, and to a comparison', async () => {
    const console = open();
    const { page, centre } = console;
    let clicks = 0;
    const click = async (words: Locator) => {
      clicks += 1;
      await words.click();
    };
    await page.goto(centre.url);
    await click(page.getByText('Be a caller in a ten-minute wait'));
    const phones = page.getByRole('complementary', { name: 'Phones' });
    await phones.getByText('Hearing an offer: press a key.').waitFor({ timeout: 90_000 });
    await phones.getByText(/The wait for an agent is/).waitFor();
    await page.getByText(/callers hold.*all \d+ agents are busy/).waitFor();
    await click(phones.getByText('1', { exact: true }));
    await phones.getByText(/^Waiting at home, due \d\d:\d\d\.$/).waitFor();

    await click(phones.getByText('Explain this call'));
    await page.getByText(/decides: offer, wait/).waitFor();
    await page
      .getByText(/^Waiting at home, due \d\d:\d\d\.$/)
      .first()
      .waitFor();

    await click(page.getByText('Start', { exact: true }));
    await click(page.getByText('Compare a day with and without callbacks'));
    await page.getByRole('region', { name: 'Results' }).waitFor({ timeout: 60_000 });
    expect(clicks).toBeLessThanOrEqual(MOST_CLICKS);
    expect(console.errors).toEqual([]);
  });

  it('sees nothing move on the page that comes', async () => {
    const { page, centre } = open();
    await page.goto('about:blank');
    await page.goto(centre.url);
    await page.getByText('See a Monday peak').waitFor();
    await page.waitForTimeout(500);
    const moved = await page.evaluate<number>(`new Promise((tell) => {
      let sum = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; })
        .observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => tell(sum), 100);
    })`);
    expect(moved).toBeLessThan(0.05);
  });

  it('sees a Monday peak after one click, and can close what explains it and come back to it', async () => {
    const console = open();
    const { page, centre } = console;
    await console.show('start');
    await page.getByText('Close', { exact: true }).click();
    await page.getByText('See a Monday peak').waitFor({ state: 'detached' });
    await page.getByText('Start', { exact: true }).click();
    await page.getByText('See a Monday peak').click();
    await page.getByRole('progressbar', { name: 'Progress of the scene Monday morning peak' }).waitFor();
    await page.getByText(/^Mon 09:0/).waitFor();
    await centre.ask('POST', 'clock', { speed: 0 });
    expect(console.errors).toEqual([]);
  });

  it('is told at the end of a scene what became of its callers', async () => {
    const console = open();
    const { page, centre } = console;
    await centre.ask('POST', 'scenes/quiet-day', { fromMinute: 55 });
    await centre.ask('POST', 'clock', { speed: 0 });
    await console.show('floor');
    await centre.advance(300);
    const summary = page.getByRole('region', { name: 'A quiet day: what became of the callers' });
    for (const words of ['callers', 'hung up', 'called back', 'longest hold', 'quotes kept']) {
      await summary.getByText(words, { exact: true }).waitFor();
    }
    expect(console.errors).toEqual([]);
  });

  it('is told that a queue is closed', async () => {
    const console = open();
    const { page, centre } = console;
    await centre.ask('POST', 'scenes/quiet-day');
    await centre.ask('POST', 'clock', { speed: 0 });
    await console.show('floor');
    await page.getByText(/^Mon 09:00/).waitFor();
    await page.getByText('Billing is closed.').waitFor({ state: 'detached' });
    const openingHours = { timeZone: 'America/New_York', weekly: { monday: ['10:00-17:00'] } };
    await centre.ask('PUT', 'queues/billing/policy', { openingHours });
    await page.getByText('Billing is closed.').waitFor();
    await page.getByRole('region', { name: 'billing' }).getByText('closed', { exact: true }).waitFor();
  });

  it('reads a task as an agent does', async () => {
    const console = open();
    const { page, centre } = console;
    await centre.ask('PUT', 'queues/support', { agents: 0 });
    await centre.ask('POST', 'calls', { from: '+14155550166', to: '+14155550100' });
    await centre.advance(20);
    await console.show('agent');
    const lists = page.getByRole('region', { name: 'What agents have in front of them' });
    await lists.getByText('+1 415 555 0166').click();
    const panel = page.getByRole('region', { name: '+1 415 555 0166' });
    await panel.getByText('conversations.conversation_id').waitFor();
    await panel.getByText('Incoming call').waitFor();
    expect(console.errors).toEqual([]);
  });

  it('sends somebody else the address, who plays the scene to the same minute', async () => {
    const console = open();
    const { page, centre } = console;
    await centre.ask('POST', 'scenes/quiet-day', { fromMinute: 7 });
    await centre.ask('POST', 'clock', { speed: 0 });
    await console.show('charts/support');
    await page.waitForURL(/#charts\/support\?scene=quiet-day&minute=7$/);
    const address = page.url();
    await centre.ask('POST', 'scenes/stop');
    await page.waitForURL(/#charts\/support$/);
    await page.goto('about:blank');
    await page.goto(address);
    await page.getByText('This address is of “A quiet day”, 7 minutes after nine.').waitFor();
    await page.getByRole('button', { name: 'Play it to there' }).click();
    await page.getByText(/^Mon 09:07/).waitFor();
    await centre.ask('POST', 'clock', { speed: 0 });
    expect(page.url()).toBe(address);
    expect(console.errors).toEqual([]);
  });
});
