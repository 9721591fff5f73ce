import { setTimeout as pause } from 'node:timers/promises';

const BUSY_MS = 25;

/** Waits for a moment at which this process has no work in hand, though not for ever: its own queue is no fault of a function's. */
export async function calm(mostMs: number): Promise<void> {
  const untilMs = performance.now() + mostMs;
  while (performance.now() < untilMs) {
    const beforeMs = performance.now();
    await pause(1);
    await new Promise((resolve) => setImmediate(resolve));
    if (performance.now() - beforeMs < BUSY_MS) return;
    await pause(50 * Math.random());
  }
}
