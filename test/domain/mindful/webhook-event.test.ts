import { describe, expect, it } from '@jest/globals';
import { readCallbackStatus } from '../../../lambdas/domain/mindful/callback-status.ts';
import { callerSentAlong, readMindfulEvent } from '../../../lambdas/domain/mindful/webhook-event.ts';
import { readWidgetStatus } from '../../../lambdas/domain/mindful/widget-status.ts';
import { alice, bob, NOON_MS, queueConfig } from '../../support/builders.ts';

const { callTarget } = queueConfig();
const noon = new Date(NOON_MS).toISOString();
const event = (call: object, name: unknown = 'Registered Callback') =>
  readMindfulEvent({ data: { call, event: name } });

describe("the event of Mindful's webhook", () => {
  it.each([
    ['text without a plus sign, as in newer versions', '14155551234'],
    ['a number, as in older ones', 14155551234],
    ['text with a plus sign', '+14155551234'],
  ])('names the caller by %s', (_, ani) => expect(event({ ani }).numbers).toEqual([alice]));

  it('knows the number that we sent along by the name of its header, and the one that the caller wants to be called at', () => {
    const call = { ani: '18005550199', phoneNumber: bob, metadata: { 'X-User-To-User': '%2B14155551234', other: bob } };
    expect(event(call).numbers).toEqual(['+18005550199', bob]);
    expect(callerSentAlong(event(call), { ...callTarget, headerName: 'x-user-to-user' })).toBe(alice);
    expect(callerSentAlong(event(call), { ...callTarget, headerName: 'x-number' })).toBeUndefined();
  });

  it.each([
    ['an appointment', { type: 'scheduled', scheduledFor: noon, estimatedFor: '2030-01-01T00:00:00Z' }],
    ['an estimate', { scheduledFor: null, estimatedFor: noon }],
    ['an estimate, in capitals', { type: 'ASAP', scheduledFor: '2026-01-01T00:00:00Z', estimatedFor: noon }],
    ['epoch seconds', { estimatedFor: NOON_MS / 1000 }],
    ['epoch milliseconds as text', { estimatedFor: String(NOON_MS) }],
    ['seconds from its creation', { createdAt: new Date(NOON_MS - 90_000).toISOString(), estimatedCallbackTime: 90 }],
  ])('says when the callback is due by %s', (_, call) => expect(event(call).dueAtMs).toBe(NOON_MS));

  it.each([{ estimatedFor: 'soon' }, { estimatedFor: -1 }, { estimatedFor: 5 }, { estimatedFor: {} }, {}])(
    'has no due time in %j',
    (call) => expect(event(call).dueAtMs).toBeUndefined(),
  );

  it.each([undefined, null, 'text', 7, [], {}, { data: null }, { data: { call: 'x', event: 5 } }])(
    '%j is read without harm',
    (json) =>
      expect(readMindfulEvent(json)).toMatchObject({
        name: 'missing',
        numbers: [],
        dueAtMs: undefined,
      }),
  );

  it('keeps of its name what a log may show', () =>
    expect(event({}, 'Cancelled\n"{}" Callback').name).toBe('Cancelled Callback'));
});

describe("the widget's status", () => {
  it.each([
    { state: 'offer_callback', kind: 'offering' },
    { state: 'offer_asap_callback', kind: 'offering' },
    { state: 'offer_scheduled_callback', kind: 'not-offering' },
    { state: 'display_ewt_only', kind: 'not-offering' },
    { state: 'platform_unavailable', kind: 'not-offering' },
    { state: 'anything_new', kind: 'not-offering' },
  ])('$state means $kind, in an array or not', ({ state, kind }) => {
    expect(readWidgetStatus({ data: [{ widget_state: state, ewt: null }] }).kind).toBe(kind);
    expect(readWidgetStatus({ data: { widget_state: state, ewt: null } }).kind).toBe(kind);
  });

  it.each([
    undefined,
    null,
    '',
    [],
    {},
    { data: [] },
    { data: [{ widget_state: 5 }] },
    { data: [{ widget_state: '' }] },
  ])('%j means nothing at all', (json) => expect(readWidgetStatus(json).kind).toBe('unknown'));

  it.each([
    { ewt: 480, ecbtSeconds: 480 },
    { ewt: 0, ecbtSeconds: 0 },
    { ewt: 86_400, ecbtSeconds: 86_400 },
    { ewt: 86_401, ecbtSeconds: undefined },
    { ewt: -1, ecbtSeconds: undefined },
    { ewt: '480', ecbtSeconds: undefined },
    { ewt: null, ecbtSeconds: undefined },
  ])('an ewt of $ewt is the callback time $ecbtSeconds', ({ ewt, ecbtSeconds }) => {
    const status = readWidgetStatus({ data: [{ widget_state: 'offer_callback', ewt }] });
    expect(status).toMatchObject({ kind: 'offering' });
    expect(status.kind === 'offering' ? status.ecbtSeconds : 'none').toBe(ecbtSeconds);
  });
});

describe("the status of a number's callback", () => {
  const askedFor = { acceptedAtMs: NOON_MS - 60_000, callTargetId: '4380' };

  it('is known with its due time', () => {
    const estimated = { call_request_id: 'x', estimated_for: noon };
    expect(readCallbackStatus({ data: estimated }, askedFor)).toEqual({ dueAtMs: NOON_MS });
    const created = { call_request_id: 7, created_at: new Date(NOON_MS - 60_000).toISOString() };
    for (const estimated_wait_time of [60, '60']) {
      const waiting = { ...created, estimated_wait_time };
      expect(readCallbackStatus({ data: [waiting] }, askedFor)).toEqual({ dueAtMs: NOON_MS });
    }
    expect(readCallbackStatus({ data: { call_request_id: 'x' } }, askedFor)).toEqual({ dueAtMs: undefined });
  });

  it.each([undefined, {}, { data: [] }, { data: { call_request_id: '' } }, { data: 'x' }])('%j is none', (json) =>
    expect(readCallbackStatus(json, askedFor)).toBeUndefined(),
  );

  it('shows no number of an unknown status to the log', () => {
    const callback = { call_request_id: 'x', status: 'moved to +14155551234' };
    expect(readCallbackStatus({ data: [callback] }, askedFor)).toMatchObject({ unknownStatus: 'moved to ' });
  });
});
