import type { Page } from 'playwright-core';

/** The browser tells of no interaction that was shorter. https://www.w3.org/TR/event-timing/ */
const LEAST_TOLD_MS = 16;

/**
 * Notes, for every click and key from now on, the time from the input to the paint that follows it: the browser's own event
 * timing, of which "interaction to next paint" is made. Several events of one interaction count as the longest of them.
 */
export async function watchInputs(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    globalThis.interactions = new Map();
    globalThis.inputs = 0;
    for (const type of ['click', 'keydown']) addEventListener(type, () => { inputs += 1; }, { capture: true });
    new PerformanceObserver((list) => {
      for (const { interactionId: id, duration } of list.getEntries()) {
        if (id) interactions.set(id, Math.max(duration, interactions.get(id) ?? 0));
      }
    }).observe({ type: 'event', durationThreshold: ${LEAST_TOLD_MS} });
  })()`);
}

/** In milliseconds, sorted. An interaction of which nothing was told counts as the longest of those. */
export async function inputDelays(page: Page): Promise<number[]> {
  const { told, inputs } = await page.evaluate<{ told: number[]; inputs: number }>(
    '({ told: [...interactions.values()], inputs })',
  );
  const untold = Array.from({ length: Math.max(0, inputs - told.length) }, () => LEAST_TOLD_MS);
  return [...untold, ...told].sort((one, other) => one - other);
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
