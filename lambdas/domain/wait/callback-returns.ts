/** A caller at home who waits to be called back. */
export interface WaitingCallback {
  acceptedAtMs: number;
  /** When they were told to expect the call. */
  dueAtMs: number;
}

/**
 * When people at home are called back, learned from the records that leave the list: a rate per second for each
 * combination of how far the promised time is past and whether the line has passed the person's place. So it fits calls at
 * the promised time, calls in turn and calls in bursts, and a callback that never comes fades.
 */
export interface CallbackReturns {
  /** Who was waiting at the last sample: second of acceptance and of the promised time, one after the other. */
  waiting: number[];
  /** Seconds spent waiting, and calls back, by cell; fading. */
  seconds: number[];
  returned: number[];
  /** Of each sample the calls back that were expected, and the square of how many more or fewer came; fading. */
  expected: number;
  surprise: number;
  /** How many came back since the sample before. */
  cameBack: number;
}

export interface ReturnsSample {
  callbacks: readonly WaitingCallback[];
  /** When the head of the line came; now if the line is empty. */
  headArrivedAtMs: number;
  nowMs: number;
}

/** Limits of the bins of seconds past the promised time. */
const PAST_DUE_SECONDS = [-300, 0, 120, 600, 1800];
const BINS = PAST_DUE_SECONDS.length + 1;
/**
 * What is believed before anything has been seen, as mean seconds until the call back: soon after the promised time or
 * when the line has passed, hardly ever before, and less and less likely when long overdue. Worth one call back each.
 */
const PRIOR_SECONDS = [...[4000, 1200, 90, 200, 1200, 7200], ...[400, 120, 60, 200, 1200, 7200]];
/** Bounds the snapshot's size. Beyond this the oldest are watched; so many tell enough. */
export const WATCHED = 150;
/** A record may also go because the transfer came to nothing, which shows within this time. */
const SETTLED_SECONDS = 60;

export const nothingLearned: CallbackReturns = {
  waiting: [],
  seconds: PRIOR_SECONDS.map(() => 0),
  returned: PRIOR_SECONDS.map(() => 0),
  expected: 0,
  surprise: 0,
  cameBack: 0,
};

/** How many rates are learned: one for each bin, before and after the line has passed the person's place. */
export const RETURN_CELLS = PRIOR_SECONDS.length;

export function returnRate(returns: CallbackReturns, pastDueSeconds: number, linePassed: boolean): number {
  return rateOfCell(returns, cellOf(pastDueSeconds, linePassed));
}

function rateOfCell(returns: CallbackReturns, cell: number): number {
  return ((returns.returned[cell] ?? 0) + 1) / ((returns.seconds[cell] ?? 0) + (PRIOR_SECONDS[cell] ?? 0));
}

/**
 * How many callbacks come together, at least 1: the variance of their number over its mean, as of a Poisson process whose
 * events are groups. That they come one by one is believed as much as one call back.
 */
export function groupSize({ expected, surprise }: CallbackReturns): number {
  return Math.max(1, (surprise + 1) / (expected + 1));
}

/** Nothing but who waits now is learned where no time has passed that anybody knows of. */
export function learnReturns(
  before: CallbackReturns,
  sample: ReturnsSample,
  { seconds: elapsedSeconds, fade }: { seconds: number; fade: number },
): CallbackReturns {
  const seconds = before.seconds.map((value) => value * fade);
  const returned = before.returned.map((value) => value * fade);
  let expected = 0;
  let came = 0;
  const seen = elapsedSeconds > 0 ? watch(before, sample, elapsedSeconds) : [];
  for (const { cell, isBack } of seen) {
    expected += 1 - Math.exp(-rateOfCell(before, cell) * elapsedSeconds);
    came += Number(isBack);
    seconds[cell] = (seconds[cell] ?? 0) + (isBack ? elapsedSeconds / 2 : elapsedSeconds);
    returned[cell] = (returned[cell] ?? 0) + Number(isBack);
  }
  return {
    waiting: watched(sample.callbacks),
    seconds: seconds.map(short),
    returned: returned.map(short),
    expected: short(before.expected * fade + expected),
    surprise: short(before.surprise * fade + (came - expected) ** 2),
    cameBack: came,
  };
}

/** The cell in which each callback was since the last sample, and which callbacks have left the list. */
function watch(before: CallbackReturns, { callbacks, headArrivedAtMs, nowMs }: ReturnsSample, elapsedSeconds: number) {
  const nowSeconds = nowMs / 1000;
  const present = new Map<number, number>();
  for (const { acceptedAtMs } of callbacks) {
    const second = Math.round(acceptedAtMs / 1000);
    present.set(second, (present.get(second) ?? 0) + 1);
  }
  const seen: { cell: number; isBack: boolean }[] = [];
  for (let index = 0; index < before.waiting.length; index += 2) {
    const [accepted = 0, due = 0] = before.waiting.slice(index, index + 2);
    if (nowSeconds - elapsedSeconds - accepted < SETTLED_SECONDS) continue;
    const left = present.get(accepted) ?? 0;
    present.set(accepted, left - 1);
    const cell = cellOf(nowSeconds - elapsedSeconds / 2 - due, accepted * 1000 < headArrivedAtMs);
    seen.push({ cell, isBack: left <= 0 });
  }
  return seen;
}

function watched(callbacks: readonly WaitingCallback[]): number[] {
  return [...callbacks]
    .sort((a, b) => a.acceptedAtMs - b.acceptedAtMs)
    .slice(0, WATCHED)
    .flatMap(({ acceptedAtMs, dueAtMs }) => [Math.round(acceptedAtMs / 1000), Math.round(dueAtMs / 1000)]);
}

function cellOf(pastDueSeconds: number, linePassed: boolean): number {
  const bin = PAST_DUE_SECONDS.findIndex((limit) => pastDueSeconds < limit);
  return (bin < 0 ? BINS - 1 : bin) + (linePassed ? BINS : 0);
}

/** Enough digits; the memory travels as text. */
function short(value: number): number {
  return Math.round(value * 100) / 100;
}
