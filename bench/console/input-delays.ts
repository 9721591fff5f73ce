import type { Page } from 'playwright-core';

/** Notes, for every click and key from now on, the time from the input to the paint that follows it. */
export async function watchInputs(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    globalThis.inputDelays = [];
    const note = ({ timeStamp }) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => inputDelays.push(performance.now() - timeStamp);
      port2.postMessage(0);
    });
    for (const type of ['click', 'keydown']) addEventListener(type, note, { capture: true });
  })()`);
}

/** In milliseconds, sorted. */
export async function inputDelays(page: Page): Promise<number[]> {
  const delays = await page.evaluate<number[]>('inputDelays');
  return delays.sort((one, other) => one - other);
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
