import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { lambdaContext, logKeeper, services } from '../support/fakes.ts';
import { oneStepHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** After how many milliseconds a webhook is answered whose step never ends. */
async function answeredAfterMs(remainingMs: number): Promise<number> {
  const handler = oneStepHandler(() => new Promise<never>(() => {}), services(), logKeeper().write);
  const startedMs = Date.now();
  let answeredMs: number | undefined;
  void handler(signedEvent('incoming-call'), lambdaContext(remainingMs)).then(() => {
    answeredMs = Date.now() - startedMs;
  });
  for (let ms = 0; ms < 15_000 && answeredMs === undefined; ms += 50) await jest.advanceTimersByTimeAsync(50);
  return answeredMs ?? Number.POSITIVE_INFINITY;
}

describe('a webhook whose step never ends', () => {
  it('is answered within three seconds', async () => expect(await answeredAfterMs(60_000)).toBeLessThanOrEqual(3050));

  it('leaves a second for the answer to leave the function, however little time there is', async () =>
    expect(await answeredAfterMs(2500)).toBeLessThanOrEqual(1550));
});

it('a webhook that Twilio repeats is counted once, and logged twice', async () => {
  const log = logKeeper();
  const step = async () => ({ body: 'no-content' as const, measurements: [{ name: 'OfferMade' as const }] });
  const handler = oneStepHandler(step, services(), log.write);
  for (const _ of [1, 2]) await handler(signedEvent('incoming-call'), lambdaContext());
  expect(log.counted()).toEqual(['OfferMade']);
  expect(log.lines).toHaveLength(2);
});
