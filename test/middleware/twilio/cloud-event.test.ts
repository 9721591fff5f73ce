import { describe, expect, it } from '@jest/globals';
import { readTaskEvent } from '../../../lambdas/domain/task/task-event.ts';
import { readBody } from '../../../lambdas/middleware/request-body.ts';
import { cloudEventForm, readTaskRouterEvent } from '../../../lambdas/middleware/twilio/task-event.ts';
import type { WebhookEvent } from '../../../lambdas/middleware/webhook-request.ts';
import { type Route, routes } from '../../../lambdas/routes.ts';
import { configuration } from '../../support/builders.ts';

const quote = { waitSeconds: 300, spoken: { kind: 'about', minutes: 5 } };
const attributes = { queue: 'support', call_sid: 'CA1', quote };

/** As a sink posts it. https://www.twilio.com/docs/events/event-types/taskrouter/reservation */
const event = {
  specversion: '1.0',
  type: 'com.twilio.taskrouter.reservation.accepted',
  source: 'AB1',
  id: 'NO1',
  data: {
    account_sid: 'AC1',
    payload: {
      eventtype: 'reservation.accepted',
      account_sid: 'AC1',
      task_sid: 'WT1',
      task_age: 310,
      task_attributes: JSON.stringify(attributes),
      worker_attributes: '{}',
      task_canceled_reason: null,
    },
  },
};

function bodyOf(json: unknown) {
  const headers = { 'content-type': 'application/json' };
  return readBody({ headers, body: JSON.stringify(json), isBase64Encoded: false } as unknown as WebhookEvent);
}

describe('an event from an Event Streams sink', () => {
  it.each([
    { form: 'alone', json: event },
    { form: 'in a list', json: [event] },
  ])('says the same as the event callback: $form', ({ json }) => {
    const form = cloudEventForm(bodyOf(json).json);
    expect(form?.['AccountSid']).toBe('AC1');
    expect(readTaskEvent(form as Record<string, string>)).toMatchObject({
      ...{ eventType: 'reservation.accepted', queue: 'support', ageSeconds: 310 },
      ...{ quote: { waitSeconds: 300, kind: 'about', minutes: 5 }, taskCallSid: 'CA1' },
    });
  });

  it('is refused in a batch, which could be half done', () =>
    expect(() => bodyOf([event, event])).toThrow('not a JSON object'));

  it.each([{}, { data: {} }, { specversion: '1.0', data: { payload: {} } }, { data: { payload: { eventtype: 'x' } } }])(
    'is not seen in other JSON: %j',
    (json) => expect(cloudEventForm(json)).toBeUndefined(),
  );
});

describe('the route for task events', () => {
  const configured = configuration();
  const read = (json: unknown, rawQueryString: string) => {
    const route = routes.find(({ name }) => name === 'task-events') as Route;
    const event = { rawQueryString } as WebhookEvent;
    return readTaskRouterEvent({ event, route, body: bodyOf(json) }, configured);
  };
  const hash = `bodySHA256=${'a'.repeat(64)}`;
  const ours = (payload: object) => ({
    ...event,
    data: { payload: { ...event.data.payload, account_sid: configured.accountSid, ...payload } },
  });

  it('takes an event whose query is the hash of its body', () =>
    expect(read([ours({})], hash).eventType).toBe('reservation.accepted'));

  it.each(['', 'wait=1', `${hash}&wait=1`])('refuses one with the query "%s"', (query) =>
    expect(() => read([ours({})], query)).toThrow('more than one way'),
  );

  it('refuses one of another account, and JSON that is no event', () => {
    expect(() => read([event], hash)).toThrow('another account');
    expect(() => read({ EventType: 'task.canceled' }, hash)).toThrow();
  });
});
