import type { Page } from 'playwright-core';
import { openChromium } from '../../test/browser/support/chromium.ts';
import { RunningCentre } from '../../test/browser/support/running-centre.ts';
import { inputDelays, percentile, watchInputs } from './input-delays.ts';

export interface Load {
  callsInProgress: number;
  speed: number;
  handleSeconds: number;
}

export interface Responsiveness {
  callsInProgress: number;
  /** Virtual seconds that passed in a real one: less than asked for when the webhooks cannot keep up. */
  reachedSpeed: number;
  inputs: number;
  p50Ms: number;
  p95Ms: number;
  worstMs: number;
}

/** Works the console while so many calls are in progress, come to an end and are replaced. */
export async function measureResponsiveness(load: Load): Promise<Responsiveness> {
  const centre = await RunningCentre.start('--speed', '0');
  const browser = await openChromium({ viewport: { width: 1360, height: 900 } });
  try {
    await fill(centre, load);
    const page = await browser.newPage();
    await page.goto(`${centre.url}/#floor`);
    await page
      .getByRole('slider', { name: /Agents/ })
      .first()
      .waitFor();
    await centre.ask('POST', 'clock', { speed: load.speed });
    const before = await moment(centre);
    await watchInputs(page);
    await work(page);
    const after = await moment(centre);
    const delays = await inputDelays(page);
    return {
      callsInProgress: after.live,
      reachedSpeed: (after.nowMs - before.nowMs) / (after.realMs - before.realMs),
      inputs: delays.length,
      p50Ms: percentile(delays, 0.5),
      p95Ms: percentile(delays, 0.95),
      worstMs: delays.at(-1) ?? Number.NaN,
    };
  } finally {
    await browser.close();
    await centre.stop();
  }
}

/** As many agents as calls, and as many calls a minute as keep them all busy. */
async function fill(centre: RunningCentre, { callsInProgress, handleSeconds }: Load): Promise<void> {
  const fastest = { agents: callsInProgress, handleSeconds, acceptShare: 0, callsPerMinute: 600 };
  await centre.ask('PUT', 'queues/support', fastest);
  while ((await moment(centre)).live < callsInProgress) await centre.advance(5);
  const callsPerMinute = (callsInProgress * 60) / handleSeconds;
  await centre.ask('PUT', 'queues/support', { callsPerMinute });
}

interface CallsNow {
  clock: { nowMs: number };
  calls: { where: string }[];
}

async function moment(centre: RunningCentre) {
  const { clock, calls } = await centre.ask<CallsNow>('GET', 'state');
  const live = calls.filter(({ where }) => where !== 'ended').length;
  return { nowMs: clock.nowMs, realMs: performance.now(), live };
}

const ROUNDS = 20;

/** What somebody does: looks around, moves sliders, presses keys. */
async function work(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  const phone = page.getByRole('article', { name: /Phone of/ }).first();
  await phone.waitFor();
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.getByRole('link', { name: 'Calls', exact: true }).click();
    await page.waitForTimeout(150);
    await page.getByRole('link', { name: 'Charts' }).click();
    await page.waitForTimeout(150);
    await page.getByRole('link', { name: 'Floor' }).click();
    await page.waitForTimeout(150);
    await page
      .getByRole('slider', { name: /Accept the offer/ })
      .first()
      .press(round % 2 ? 'ArrowLeft' : 'ArrowRight');
    await page.waitForTimeout(150);
    await phone.getByRole('button', { name: 'star' }).or(page.getByRole('checkbox').first()).first().click();
    await page.waitForTimeout(150);
  }
}
