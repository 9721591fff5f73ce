import { beforeAll, describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import { useConsole } from './support/console.ts';

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

const views = ['start', 'floor', 'calls', 'charts', 'comparison', 'agent', 'scenes', 'policy', 'phones'];

describe.each([
  ['light', { width: 1440, height: 900 }],
  ['dark', { width: 1440, height: 900 }],
  ['light', { width: 1024, height: 768 }],
  ['dark', { width: 1024, height: 768 }],
  ['light', { width: 390, height: 844 }],
  ['dark', { width: 390, height: 844 }],
] as const)('the console, %s, on a screen of %j', (colorScheme, viewport) => {
  const open = useConsole({ colorScheme, viewport });
  beforeAll(async () => {
    const { centre } = open();
    await centre.ask('POST', 'scenes/ten-minute-wait', { fromMinute: 8 });
    await centre.ask('POST', 'clock', { speed: 0 });
    await centre.ask('POST', 'calls', { from: '+14155550123', to: '+14155550100' });
    await centre.ask('PUT', 'faults', { 'taskrouter-slow': true });
    await centre.ask('PUT', 'queues/support/policy', { thresholdSeconds: 60 });
  }, 120_000);

  it.each(views)('has no violation of accessibility rules in view %s', async (view) => {
    const console = open();
    const { page, centre } = console;
    await console.show(view);
    if (view === 'comparison') {
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.getByRole('region', { name: 'Results' }).waitFor();
    }
    if (view === 'calls') {
      const [phone] = await centre.ask<{ callSid: string }[]>('GET', 'phones');
      await console.show(`calls/${phone?.callSid}`);
      await page.getByRole('region', { name: 'What was decided' }).waitFor();
    }
    await page.waitForTimeout(300);
    expect(await violations()).toEqual([]);
  });

  async function violations(): Promise<string[]> {
    const { page } = open();
    await page.evaluate(axe.source);
    const found = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }

  it('does not scroll sideways', async () => {
    const { page } = open();
    for (const view of views) {
      await open().show(view);
      await page.waitForTimeout(200);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect([view, await page.evaluate(overflow)]).toEqual([view, 0]);
    }
  });
});
