let shifted = false;

/**
 * Makes this process's `Date` tell another time until the returned function is called. `performance.now()` and timers stay
 * real, so the deadlines of Lambdas and of the AWS SDK do too. Only one may be in force at a time.
 */
export function shiftDate(nowMs: () => number): () => void {
  if (shifted) throw new Error('a contact centre is already running in this process: stop it before starting another');
  const RealDate = globalThis.Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parameters, newTarget) =>
      Reflect.construct(target, parameters.length > 0 ? parameters : [nowMs()], newTarget),
    apply: () => new RealDate(nowMs()).toString(),
    get: (target, property) => (property === 'now' ? nowMs : Reflect.get(target, property)),
  });
  shifted = true;
  return () => {
    globalThis.Date = RealDate;
    shifted = false;
  };
}
