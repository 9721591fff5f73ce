import { describe, expect, it } from '@jest/globals';
import { asKept, readKeptEvent } from '../../lambdas/domain/task/kept-event.ts';
import { readTaskEvent } from '../../lambdas/domain/task/task-event.ts';
import { eventJson } from '../../local/twilio/rest/events.ts';
import { genuineRequests } from '../support/twilio-forms.ts';
import { formOf, vendorDocument } from '../support/vendor-documents.ts';

const published = vendorDocument('twilio-taskrouter-event')['document'];
const callback = genuineRequests.find(({ route }) => route === 'task-events')?.form ?? {};

describe('an event as TaskRouter keeps it', () => {
  it('says what its callback has said, under the same key', () => {
    const told = asKept(readTaskEvent({ ...callback, ReservationSid: callback['ResourceSid'] }));
    const { quote: _, ...same } = told ?? {};
    expect(readKeptEvent(published)).toMatchObject({ ...same, quote: undefined });
    expect(told?.key).toBe('reservation.accepted WR00000000000000000000000000000001');
  });

  it.each([null, [], {}, { event_type: 'task.created' }, { ...Object(published), event_date_ms: 'now' }])(
    'is none where it is %j',
    (junk) => expect(readKeptEvent(junk)).toBeUndefined(),
  );

  it('has the fields of the simulated one, in the same forms', () => {
    const { event_data: data } = published as { event_data: Record<string, string> };
    const named = Object.entries(data).map(([name, value]) => [
      name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]);
    const beside = {
      EventType: 'reservation.accepted',
      ResourceType: 'reservation',
      ResourceSid: data['reservation_sid'],
    };
    const simulated = eventJson(
      { atMs: 1_772_452_800_123, parameters: { ...Object.fromEntries(named), ...beside, Sid: `EV${'0'.repeat(31)}1` } },
      { accountSid: `AC${'0'.repeat(31)}1`, workspaceSid: `WS${'0'.repeat(31)}1` },
    );
    expect(formOf(simulated)).toEqual(formOf(published));
  });
});
