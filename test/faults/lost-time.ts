const EVERY_MS = 10;
/** Timers are this late on an idle machine. */
const USUAL_MS = 3;

let lostMs = 0;
let lastMs = performance.now();

setInterval(() => {
  const nowMs = performance.now();
  lostMs += Math.max(0, nowMs - lastMs - EVERY_MS - USUAL_MS);
  lastMs = nowMs;
}, EVERY_MS).unref();

/**
 * For how long this process had no processor, or had others' work to do, since it began: of a busy machine's seconds, those that are no
 * function's. What a step itself computes is in it too, which is milliseconds.
 */
export function timeLostMs(): number {
  return lostMs + Math.max(0, performance.now() - lastMs - EVERY_MS - USUAL_MS);
}
