import { OutOfTime } from './twilio-failures.ts';

export interface Deadline {
  /** Throws when the time is over. */
  check(): void;
  /** Waits a little longer each time; rejects when the time would be over then. */
  pause(attempt: number): Promise<void>;
}

const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;

/** `remainingMs` counts down to when the answer must be on its way. */
export function createDeadline(remainingMs: () => number): Deadline {
  const check = (neededMs = 0) => {
    if (remainingMs() > neededMs) return;
    throw new OutOfTime('Twilio was too slow to finish in time: run it again, it continues where it stopped');
  };
  return {
    check,
    async pause(attempt) {
      const pauseMs = Math.min(SHORTEST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
      check(pauseMs);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    },
  };
}
