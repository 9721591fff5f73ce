import { OutOfTime } from './twilio-failures.ts';

export interface Deadline {
  /** Until the answer must be on its way. */
  remainingMs(): number;
  /** Throws when the time is over. */
  check(): void;
  /** Waits a little longer each time; rejects when the time would be over then. */
  pause(attempt: number): Promise<void>;
}

const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;

export function createDeadline(remainingMs: () => number): Deadline {
  const check = (neededMs = 0) => {
    if (remainingMs() <= neededMs) throw outOfTime();
  };
  return {
    remainingMs,
    check,
    async pause(attempt) {
      const pauseMs = Math.min(SHORTEST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
      check(pauseMs);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    },
  };
}

/** What the work comes to; rejects at the deadline, whatever the work is waiting for then. */
export async function beforeDeadline<T>({ remainingMs }: Pick<Deadline, 'remainingMs'>, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(outOfTime()), remainingMs());
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

function outOfTime(): OutOfTime {
  return new OutOfTime('it was too slow to finish in time: run it again, it continues where it stopped');
}
