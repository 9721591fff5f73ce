import type { Page } from 'playwright-core';

/**
 * Records, for every click and key from now on, the time from the input to the frame after the one that shows its effect, which is
 * one frame too many. The browser's own event timing is no use here: releasing a key changes nothing on the page, so the next paint
 * after it is that of the next event from the contact centre, up to 200 ms later.
 */
export async function watchInputs(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    globalThis.delays = [];
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const note = ({ timeStamp }) =>
      nextFrame().then(nextFrame).then(() => delays.push(performance.now() - timeStamp));
    for (const type of ['click', 'keydown']) addEventListener(type, note, { capture: true });
  })()`);
}

/** In milliseconds, sorted. */
export async function inputDelays(page: Page): Promise<number[]> {
  const delays = await page.evaluate<number[]>('delays');
  return delays.sort((one, other) => one - other);
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
