import { describe, expect, it } from '@jest/globals';
import type { MindfulStatus } from '../../../lambdas/domain/mindful/widget-status.ts';
import {
  decideOffer,
  type OfferInputs,
  type OfferMoment,
  whyNoTransfer,
} from '../../../lambdas/domain/offer/offer-decision.ts';
import type { CallableNumbers, QueuePolicy } from '../../../lambdas/domain/queue-config.ts';
import { queueNow } from '../../../lambdas/domain/queue-now.ts';
import type { QueueState } from '../../../lambdas/domain/queue-snapshot.ts';
import { alice, callbackRecord, NOON_MS, queuePolicy, snapshot, statistics } from '../../support/builders.ts';

type Given = Omit<OfferInputs, 'queue'> &
  OfferMoment & { policy: QueuePolicy; callable: CallableNumbers; state: QueueState; nowMs: number };

/** A caller who is offered a callback: the wait is long and nothing stands in the way. */
function caller(overrides: Partial<Given> = {}): OfferInputs & OfferMoment {
  const { policy = queuePolicy(), state = { snapshot: snapshot(400) }, nowMs = NOON_MS, ...others } = overrides;
  const { callable, ...inputs } = others;
  return {
    queue: queueNow({ policy, callable }, state, nowMs),
    callSid: 'CA-now',
    caller: alice,
    callback: undefined,
    place: 'before-queue',
    heldSeconds: 0,
    ...inputs,
  };
}

const untilFivePast = { timeZone: 'UTC', weekly: { monday: ['09:00-12:06'] }, closedDates: [] };
const offering = { kind: 'offering', widgetState: 'offer_asap_callback', ecbtSeconds: 900 } as const;
const atMindful = (mindful: MindfulStatus) => ({ state: { snapshot: snapshot(400, { mindful }) } });

const closedToday = { timeZone: 'UTC', weekly: {}, closedDates: [] };

describe('each place of the offer has a switch', () => {
  const policies = {
    neither: queuePolicy({ offerBeforeQueue: false, offerOnHold: false }),
    'on-hold': queuePolicy({ offerBeforeQueue: false }),
    'before-queue': queuePolicy({ offerOnHold: false }),
  };
  const places = ['before-queue', 'on-hold'] as const;
  const offeredAt = (overrides: Partial<Given>) =>
    places.filter((place) => decideOffer(caller({ ...overrides, place })).kind === 'ask');
  const by = { by: 'Kim', why: 'storm', untilMs: NOON_MS + 1 };
  const state = { snapshot: snapshot(400) };

  it('in the configuration', () => {
    expect(offeredAt({})).toEqual(places);
    expect(offeredAt({ policy: policies['on-hold'] })).toEqual(['on-hold']);
    expect(offeredAt({ policy: policies['before-queue'] })).toEqual(['before-queue']);
    expect(offeredAt({ policy: policies.neither })).toEqual([]);
  });

  it('and by the operator, who may also switch on what the configuration has off', () => {
    const off = { ...state, operator: { ...by, policy: { offerOnHold: false } } };
    expect(offeredAt({ state: off })).toEqual(['before-queue']);
    const on = { ...state, operator: { ...by, policy: { offerBeforeQueue: true } } };
    expect(offeredAt({ state: on, policy: policies['on-hold'] })).toEqual(places);
  });

  it('that says who switched it off', () => {
    const inputs = { policy: policies['on-hold'], place: 'before-queue' } as const;
    expect(decideOffer(caller(inputs))).toEqual({ kind: 'queue', because: 'offers-off' });
    const operator = { ...by, policy: { offerBeforeQueue: false } };
    const overridden = caller({ state: { ...state, operator }, place: 'before-queue' });
    expect(decideOffer(overridden)).toEqual({ kind: 'queue', because: 'operator-off' });
  });

  it('below the one that switches both off', () => {
    expect(offeredAt({ policy: queuePolicy({ offers: 'off' }) })).toEqual([]);
  });

  it('and leaves the hours as they are', () => {
    const policy = queuePolicy({ offerBeforeQueue: false, openingHours: closedToday });
    expect(decideOffer(caller({ policy }))).toEqual({ kind: 'queue', because: 'closed' });
  });

  it('and a yes to an offer that was made stays good', () => {
    expect(whyNoTransfer(caller({ policy: policies.neither }))).toBeUndefined();
  });
});

describe('the decision about a caller', () => {
  it('offers a callback with the quote when the wait is long', () => {
    expect(decideOffer(caller())).toEqual({ kind: 'ask', quote: { waitSeconds: 400, kind: 'about', minutes: 7 } });
  });

  it('leaves the offer to Mindful where the policy says so', () => {
    expect(decideOffer(caller({ policy: queuePolicy({ offers: 'transfer' }) })).kind).toBe('transfer');
  });

  it.each([
    { scenario: 'one second under the threshold', waitSeconds: 119, kind: 'queue' },
    { scenario: 'exactly at the threshold', waitSeconds: 120, kind: 'queue' },
    { scenario: 'one second over the threshold', waitSeconds: 121, kind: 'ask' },
  ])('$scenario: $kind', ({ waitSeconds, kind }) => {
    expect(decideOffer(caller({ state: { snapshot: snapshot(waitSeconds) } })).kind).toBe(kind);
  });

  it('counts only the rest of the wait of somebody who has held already', () => {
    expect(decideOffer(caller({ heldSeconds: 279 })).kind).toBe('ask');
    expect(decideOffer(caller({ heldSeconds: 280 }))).toEqual({ kind: 'queue', because: 'wait-short' });
  });

  it('judges by the offer estimate and quotes the other', () => {
    const wait = { quoteSeconds: 90, offerSeconds: 150 };
    expect(decideOffer(caller({ state: { snapshot: snapshot(0, { wait }) } }))).toMatchObject({
      kind: 'ask',
      quote: { minutes: 2 },
    });
  });

  it.each([
    { because: 'offers-off', inputs: { policy: queuePolicy({ offers: 'off' }) } },
    { because: 'closed', inputs: { policy: queuePolicy({ openingHours: closedToday }) } },
    { because: 'wait-unknown', inputs: { state: {} } },
    { because: 'agents-free', inputs: { state: { snapshot: snapshot(400, { freeAgents: 1 }) } } },
    { because: 'wait-short', inputs: { state: { snapshot: snapshot(60) } } },
    { because: 'due-after-closing', inputs: { policy: queuePolicy({ openingHours: untilFivePast }) } },
    { because: 'too-many-callbacks', inputs: { policy: queuePolicy({ maxOpenCallbacks: 0 }) } },
    {
      because: 'too-many-callbacks',
      inputs: {
        policy: queuePolicy({ maxOpenCallbacks: 5 }),
        state: { snapshot: snapshot(400, { openCallbacks: 3, acceptances: 40 }), acceptances: 42 },
      },
    },
    { because: 'caller-withheld', inputs: { caller: undefined } },
    { because: 'caller-not-callable', inputs: { callable: { plans: [], refused: ['1415'] } } },
    { because: 'callback-pending', inputs: { callback: callbackRecord() } },
    {
      because: 'mindful-unreachable',
      inputs: { state: { snapshot: snapshot(400), breaker: { openUntilMs: NOON_MS + 1 } } },
    },
    { because: 'mindful-not-offering', inputs: atMindful({ kind: 'not-offering', widgetState: 'display_ewt_only' }) },
    { because: 'mindful-status-unknown', inputs: atMindful({ kind: 'unknown', problem: 'timeout' }) },
  ])('queues without an offer because $because', ({ because, inputs }) => {
    expect(decideOffer(caller(inputs))).toMatchObject({ kind: 'queue', because });
  });

  it('names the first reason in the order of the checks', () => {
    const everythingWrong = {
      policy: queuePolicy({ openingHours: closedToday }),
      state: { breaker: { openUntilMs: NOON_MS + 1 } },
      caller: undefined,
    };
    expect(decideOffer(caller(everythingWrong))).toEqual({ kind: 'queue', because: 'closed' });
  });

  it.each([
    { ageSeconds: 180, kind: 'ask' },
    { ageSeconds: 181, kind: 'queue' },
    { ageSeconds: -5, kind: 'ask' },
    { ageSeconds: -6, kind: 'queue' },
  ])('believes a snapshot of $ageSeconds seconds: $kind', ({ ageSeconds, kind }) => {
    const nowMs = NOON_MS + ageSeconds * 1000;
    expect(decideOffer(caller({ nowMs })).kind).toBe(kind);
  });

  it('does not take agents for free whom the people in line need', () => {
    const state = { snapshot: snapshot(400, { freeAgents: 2, statistics: statistics({ pendingTasks: 2 }) }) };
    expect(decideOffer(caller({ state })).kind).toBe('ask');
  });

  it('offers again when the breaker is over or the last callback has lapsed', () => {
    expect(decideOffer(caller({ state: { snapshot: snapshot(400), breaker: { openUntilMs: NOON_MS } } })).kind).toBe(
      'ask',
    );
    expect(decideOffer(caller({ callback: callbackRecord({ expiresAtMs: NOON_MS }) })).kind).toBe('ask');
    expect(decideOffer(caller({ callback: callbackRecord({ status: 'answered' }) })).kind).toBe('ask');
  });

  it('follows the operator for as long as the override lasts', () => {
    const operator = { policy: { offers: 'off' as const }, by: 'Kim', why: 'storm', untilMs: NOON_MS + 1 };
    const state = { snapshot: snapshot(400), operator };
    expect(decideOffer(caller({ state }))).toEqual({ kind: 'queue', because: 'operator-off' });
    expect(decideOffer(caller({ state: { ...state, operator: { ...operator, untilMs: NOON_MS } } })).kind).toBe('ask');
  });
});

describe('the last offer of the day', () => {
  it.each([
    { waitSeconds: 359, kind: 'ask' },
    { waitSeconds: 360, kind: 'queue' },
  ])('with closing in six minutes and a callback in $waitSeconds seconds: $kind', ({ waitSeconds, kind }) => {
    const policy = queuePolicy({ openingHours: untilFivePast });
    expect(decideOffer(caller({ policy, state: { snapshot: snapshot(waitSeconds) } })).kind).toBe(kind);
  });
});

describe('the soft limit of open callbacks', () => {
  it.each([
    { openCallbacks: 2, kind: 'ask' },
    { openCallbacks: 3, kind: 'queue' },
  ])('of three, with $openCallbacks waiting at home: $kind', ({ openCallbacks, kind }) => {
    const state = { snapshot: snapshot(400, { openCallbacks }) };
    expect(decideOffer(caller({ policy: queuePolicy({ maxOpenCallbacks: 3 }), state })).kind).toBe(kind);
  });
});

describe("Mindful's own word", () => {
  it('lets the offer be made, at our quote or at its own', () => {
    expect(decideOffer(caller(atMindful(offering)))).toMatchObject({ kind: 'ask', quote: { waitSeconds: 400 } });
    const policy = queuePolicy({ quoteFrom: 'mindful', quoteCapMinutes: 30 });
    expect(decideOffer(caller({ ...atMindful(offering), policy }))).toEqual({
      kind: 'ask',
      quote: { waitSeconds: 900, kind: 'about', minutes: 15 },
    });
  });

  it('is not missed where it names no time: then our estimate is quoted', () => {
    const policy = queuePolicy({ quoteFrom: 'mindful' });
    const silent = { kind: 'offering', widgetState: 'offer_callback' } as const;
    expect(decideOffer(caller({ ...atMindful(silent), policy }))).toMatchObject({ quote: { waitSeconds: 400 } });
  });

  it('counts at the moment of the transfer, and not when it is old', () => {
    const refusing = atMindful({ kind: 'not-offering', widgetState: 'platform_unavailable' });
    expect(whyNoTransfer(caller(refusing))).toBe('mindful-not-offering');
    expect(whyNoTransfer(caller({ ...atMindful(offering), nowMs: NOON_MS + 181_000 }))).toBe('mindful-status-unknown');
    expect(whyNoTransfer(caller(atMindful(offering)))).toBeUndefined();
  });
});

describe('a caller who has just accepted', () => {
  it('is transferred even if the wait became short meanwhile', () => {
    expect(whyNoTransfer(caller({ state: { snapshot: snapshot(10) } }))).toBeUndefined();
    expect(whyNoTransfer(caller({ state: {} }))).toBeUndefined();
  });

  it('is not transferred after a switch, into a broken transfer or for a second callback', () => {
    const operator = { policy: { offers: 'off' as const }, by: 'Kim', why: 'storm', untilMs: NOON_MS + 1 };
    expect(whyNoTransfer(caller({ state: { operator } }))).toBe('operator-off');
    expect(whyNoTransfer(caller({ state: { breaker: { openUntilMs: NOON_MS + 1 } } }))).toBe('mindful-unreachable');
    expect(whyNoTransfer(caller({ callback: callbackRecord() }))).toBe('callback-pending');
    expect(whyNoTransfer(caller({ caller: undefined }))).toBe('caller-withheld');
  });
});
