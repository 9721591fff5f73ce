import { UnexpectedStatus } from './json-request.ts';

/** What it waits with; a test has a clock of its own. */
interface Timer {
  nowMs(): number;
  wait(ms: number): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

const realTimer: Timer = {
  nowMs: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** Instances that were refused together must not come back together. */
const SPREAD_MS = 250;

/** As many as fit into the time of the function `events`, a second apart. */
const TRIES = 3;

/** Keeps a least time between requests, across all callers, and repeats a request that was answered 429. */
export function spaced(
  spacingMs: number,
  timer = realTimer,
): <Answer>(request: () => Promise<Answer>) => Promise<Answer> {
  let nextMs = 0;
  const turn = async (spreadMs: number) => {
    const nowMs = timer.nowMs();
    const atMs = Math.max(nowMs, nextMs + spreadMs);
    nextMs = atMs + spacingMs;
    if (atMs > nowMs) await timer.wait(atMs - nowMs);
  };
  return async (request) => {
    await turn(0);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await request();
      } catch (error) {
        if (attempt === TRIES || !(error instanceof UnexpectedStatus && error.status === 429)) throw error;
        await turn(timer.random() * SPREAD_MS);
      }
    }
  };
}
