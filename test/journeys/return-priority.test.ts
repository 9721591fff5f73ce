import { describe, expect, it } from '@jest/globals';
import type { CallbackRecord } from '../../lambdas/domain/callback/callback-record.ts';
import { voiceHandler } from '../../lambdas/runtime/voice-handler.ts';
import { createRandom } from '../../local/taskrouter/random.ts';
import { callbackRecord, configuration, NOON_MS, phoneNumber } from '../support/builders.ts';
import { lambdaContext, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { signedEvent } from '../support/signed-event.ts';
import { phoneCall, sipCall } from '../support/twilio-forms.ts';

const random = createRandom(32);
const anyNumber = () =>
  `+1${String(200 + Math.floor(random() * 799))}555${String(Math.floor(random() * 10_000)).padStart(4, '0')}`;
const anySid = () => `CA${String(Math.floor(random() * 1e15)).padStart(32, '0')}`;

/** A service with so many open callbacks, each due so many minutes from now. */
function withCallbacks(dueInMinutes: number[]) {
  const { table, queueStates, callbacks } = memoryTable();
  const given = services({ configuration: configuration(), queueStates, callbacks });
  const handler = voiceHandler(given, () => {});
  const records = dueInMinutes.map((minutes): CallbackRecord => {
    const record = callbackRecord({
      ...{ caller: phoneNumber(anyNumber()), callSid: anySid(), acceptedAtMs: NOON_MS + minutes * 60_000 - 300_000 },
      expiresAtMs: NOON_MS + 3 * 60 * 60_000,
    });
    table.records.set(`${record.caller} support`, record);
    return record;
  });
  const priorityOf = async (...event: Parameters<typeof signedEvent>) => {
    const { body = '' } = await handler(signedEvent(...event), lambdaContext());
    return Number(/<Task priority="(\d+)"/.exec(body)?.[1]);
  };
  return { records, priorityOf };
}

describe('10,000 calls to the return number with no callback due', () => {
  it('raise no priority, whatever they claim', async () => {
    const { records, priorityOf } = withCallbacks([11, 30, 60, -11, -30]);
    const raised: unknown[] = [];
    for (let call = 0; call < 10_000; call += 1) {
      const victim = records[call % records.length]?.caller ?? '';
      const claims = [
        { From: anyNumber() },
        { From: victim, Caller: victim },
        { From: anyNumber(), 'SipHeader_x-user-to-user': victim },
        { From: 'anonymous' },
        { From: `sip:return-support@local.sip.twilio.com` },
        { From: anyNumber(), ForwardedFrom: victim, CallerName: 'return-support' },
      ];
      const form = { ...phoneCall, CallSid: anySid(), To: '+14155550109', ...claims[call % claims.length] };
      const priority = await priorityOf('return-call', { form: form as Record<string, string> });
      if (priority !== 0) raised.push([form, priority]);
    }
    expect(raised).toEqual([]);
  }, 120_000);
});

describe('genuine return calls', () => {
  it('over the SIP domain all get priority, 500 of them', async () => {
    const { priorityOf } = withCallbacks([]);
    for (let call = 0; call < 500; call += 1) {
      const form = { ...sipCall, CallSid: anySid(), 'SipHeader_x-user-to-user': anyNumber() };
      expect(await priorityOf('sip', { form })).toBe(5);
    }
  });

  it('to the number all get priority when their callback is due, 500 of them, and each callback only once', async () => {
    const { records, priorityOf } = withCallbacks(Array.from({ length: 500 }, () => random() * 18 - 9));
    for (const { caller } of records) {
      const form = { ...phoneCall, CallSid: anySid(), To: '+14155550109', From: caller };
      expect(await priorityOf('return-call', { form })).toBe(5);
    }
    expect(await priorityOf('return-call', { form: { ...phoneCall, CallSid: anySid(), To: '+14155550109' } })).toBe(0);
  }, 60_000);
});
