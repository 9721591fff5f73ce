import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inFirefox, useConsole } from './support/console.ts';

/** An hour of calls, more than three agents can take, in a European spreadsheet's way of writing; and three rows of dirt. */
function calls(): string {
  const rows = Array.from({ length: 60 }, (_, minute) => {
    const at = `02.03.2026 09:${String(minute).padStart(2, '0')}`;
    return minute % 8 === 7 ? `${at};180;ja;` : `${at};${minute < 3 ? 3 : 120};nein;170,5`;
  });
  rows.splice(10, 0, '02.03.2026 09:10;-4;nein;60', '31.02.2026 09:10;4;nein;60', 'Summe;4711;;');
  return ['Beginn;Wartezeit;Aufgelegt;Gespräch', ...rows].join('\r\n');
}

/** Of the paper of Europe and of America; each page is an object of the document, which Firefox writes compressed. */
async function pagesOf(page: Page): Promise<number[]> {
  const counts: number[] = [];
  for (const format of ['A4', 'Letter']) {
    const document = (await page.pdf({ format })).toString('latin1');
    const streams = [...document.matchAll(/\/ObjStm[\s\S]*?\bstream\r?\n([\s\S]*?)endstream/g)];
    const objects = streams.map(([, stream = '']) => inflateSync(Buffer.from(stream, 'latin1')).toString('latin1'));
    counts.push([...[document, ...objects].join('').matchAll(/\/Type\s*\/Page\b/g)].length);
  }
  return counts;
}

/** Looks at the page as it is printed. WebDriver BiDi cannot ask Firefox for that; what it prints is counted in pages there. */
async function asPrinted(page: Page, look: () => Promise<void>): Promise<void> {
  if (inFirefox) return;
  await page.emulateMedia({ media: 'print' });
  await look();
  await page.emulateMedia({ media: null });
}

describe('your own calls', () => {
  const open = useConsole();

  it('are dropped, read, compared and told on one page', async () => {
    const console = open();
    const { page } = console;
    await console.show('comparison');
    await page.getByLabel('Arrivals').selectOption('file');
    const drop = page.getByRole('group', { name: 'Your own calls' });
    const dropped = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify(calls())}], 'calls.csv', { type: 'text/csv' }));
      return transfer;
    })()`);
    await drop.dispatchEvent('drop', { dataTransfer: dropped });
    await drop.getByText(/Say which column holds/).waitFor();
    for (const [label, column] of [
      ['Arrival', '0'],
      ['Wait', '1'],
      ['Hung up', '2'],
      ['Handle time', '3'],
    ] as const) {
      await drop.getByRole('combobox', { name: label, exact: true }).selectOption(column);
    }
    await drop.getByText('3 of 63 rows cannot be used').click();
    await drop.getByText('Line 12: the wait "-4" is negative').waitFor();
    await drop.getByText('Line 13: "31.02.2026 09:10" is no date and time of day').waitFor();
    await drop.getByText(/60 calls from 2 Mar 2026, 09:00 to 2 Mar 2026, 09:59; 7 hung up/).waitFor();
    await page.getByRole('button', { name: 'Compare' }).click();
    const results = page.getByRole('region', { name: 'Results' });
    await results.getByText(/^Of 60 calls of the file 7 hung up/).waitFor({ timeout: 60_000 });
    await results.getByRole('columnheader', { name: 'Place kept' }).waitFor();
    expect(await results.getByRole('row', { name: /^Calls 60 60 60/ }).count()).toBe(1);
    const longest = results.getByText(/longest hold/).first();
    await asPrinted(page, async () => {
      expect(await page.getByRole('button', { name: 'Compare' }).isVisible()).toBe(false);
      expect(await longest.isVisible()).toBe(true);
    });
    expect(console.errors).toEqual([]);
  }, 120_000);

  it('and their result, with as many policies as there may be, are one page to print or send', async () => {
    const { page, centre, errors } = open();
    const results = page.getByRole('region', { name: 'Results' });
    const drawn = page.locator('.results canvas');
    expect(await pagesOf(page)).toEqual([1, 1]);
    await asPrinted(page, async () => {
      for (const shown of [results.getByText(/longest hold/).first(), page.getByText(/^60 calls from/), drawn]) {
        const { width = 0, height = 0 } = (await shown.boundingBox()) ?? {};
        expect(Math.min(width, height)).toBeGreaterThan(5);
      }
    });
    for (let policy = 0; policy < 5; policy += 1) {
      await centre.ask('PUT', 'queues/support/policy', { thresholdSeconds: 60 + policy });
      await page.getByRole('button', { name: 'Add the policy of now as a column' }).click();
      await page.getByRole('button', { name: `Remove the column thresholdSeconds ${60 + policy}` }).waitFor();
    }
    await page.getByRole('button', { name: 'Compare' }).click();
    await results.getByRole('columnheader', { name: 'thresholdSeconds 64' }).waitFor({ timeout: 60_000 });
    expect(await pagesOf(page)).toEqual([1, 1]);
    expect(errors).toEqual([]);
  }, 120_000);

  it('can be written as the sample shows them', async () => {
    const console = open();
    const { page } = console;
    await console.show('comparison');
    await page.getByLabel('Arrivals').selectOption('file');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download a sample' }).click();
    const sample = await readFile(await (await downloading).path());
    await page
      .getByLabel(/Drop a CSV file here/)
      .setInputFiles({ name: 'calls.csv', mimeType: 'text/csv', buffer: sample });
    await page.getByText('All 3 rows can be used.').waitFor();
  });
});
