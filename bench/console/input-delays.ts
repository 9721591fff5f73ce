import type { Page } from 'playwright-core';

/**
 * Notes, for every click and key from now on, the time from the input to the frame after the one that shows what it did: a frame
 * longer than it takes. The browser's own event timing won't do: a key that is let go changes nothing, so its next paint is that of the
 * next news from the contact centre, up to 200 ms later.
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
