import { beforeEach, describe, expect, it } from '@jest/globals';
import { Phones } from '../../../../local/console/server/phones.ts';
import type { CallbackView } from '../../../../local/mindful/callback.ts';
import type { CallRecord } from '../../../../local/twilio/calls/call.ts';

function record(callSid: string, changes: Partial<CallRecord> = {}): CallRecord {
  return {
    ...{ callSid, from: '+14155550123', to: '+14155550100', direction: 'inbound', startedAtMs: 1000 },
    ...{ status: 'in-progress', where: 'listening', transcript: [], webhooks: [], faults: [], taskSids: [] },
    ...changes,
  };
}

describe('the phones of those who call by hand', () => {
  let calls: CallRecord[];
  let callbacks: CallbackView[];
  let phones: Phones;

  beforeEach(() => {
    calls = [];
    callbacks = [];
    phones = new Phones({
      twilio: { get: (callSid) => calls.find((call) => call.callSid === callSid), list: () => calls },
      callbacks: () => callbacks,
      queueOf: () => 'support',
      headerNames: ['x-user-to-user'],
    });
  });

  function dial(callSid: string, changes: Partial<CallRecord> = {}): void {
    calls.push(record(callSid, changes));
    phones.noteCall(record(callSid, changes));
  }

  it('keep their number from call to call, but withheld ones are each their own', () => {
    dial('CA1');
    dial('CA2');
    dial('CA3', { from: 'anonymous' });
    dial('CA4', { from: 'anonymous' });
    expect(phones.sections().map(({ callSid }) => callSid)).toEqual(['CA2', 'CA3', 'CA4']);
  });

  it('are eight at most; one whose call is over makes room first', () => {
    for (let index = 0; index < 8; index += 1) {
      dial(`CA${index}`, { from: `+1415555010${index}`, ...(index === 3 && { where: 'ended' }) });
    }
    dial('CA8', { from: '+14155550199' });
    expect(phones.sections().map(({ callSid }) => callSid)).not.toContain('CA3');
    expect(phones.sections()).toHaveLength(8);
  });

  it('show the callback that was promised and the call that keeps it', () => {
    dial('CA1', { where: 'ended' });
    const kept = { queue: 'support', customerNumber: '+14155550123', registeredAtMs: 2000, dueAtMs: 9000 };
    callbacks = [{ ...kept, state: 'waiting' }];
    expect(phones.sections()).toMatchObject([{ callback: { state: 'waiting', dueAtMs: 9000 }, returned: null }]);

    const parameters = { 'SipHeader_X-User-To-User': '%2B14155550123' };
    const first = { atMs: 9000, method: 'POST', url: 'https://localhost/sip', parameters } as never;
    calls.push(record('CA9', { to: 'sip:return-support@local', startedAtMs: 9003, webhooks: [first] }));
    callbacks = [{ ...kept, state: 'waiting-for-agent' }];
    expect(phones.sections()).toMatchObject([{ returned: { callSid: 'CA9' } }]);
  });

  it('do not take an older callback of the same number for theirs', () => {
    dial('CA1', { startedAtMs: 5000 });
    callbacks = [
      { queue: 'support', customerNumber: '+14155550123', registeredAtMs: 2000, dueAtMs: 9000, state: 'waiting' },
    ];
    expect(phones.sections()).toMatchObject([{ callback: null }]);
  });

  it('can be put away', () => {
    dial('CA1');
    expect(phones.remove('CA1')).toBe(true);
    expect(phones.remove('CA1')).toBe(false);
    expect(phones.sections()).toEqual([]);
  });

  it.each([
    ['hears an offer', 'choosing', undefined, true],
    ['hears one on hold', 'choosing in queue support', undefined, true],
    ['holds', 'holding in queue support', undefined, false],
    ['waits at home', 'ended', 'waiting', false],
    ['rings', 'ended', 'calling-customer', true],
  ] as const)('await a person while one %s: %s, %s', (_, where, state, isAwaited) => {
    dial('CA1', { where });
    if (state) {
      callbacks = [
        { queue: 'support', customerNumber: '+14155550123', registeredAtMs: 2000, dueAtMs: 9000, state },
        { queue: 'support', customerNumber: '+14155550199', registeredAtMs: 2000, dueAtMs: 9000, state: 'waiting' },
      ];
    }
    expect(phones.awaitPerson()).toBe(isAwaited);
  });

  it('await nobody where others than those who call by hand are asked or rung', () => {
    calls.push(record('CA1', { where: 'choosing' }));
    const state = 'calling-customer';
    callbacks = [{ queue: 'support', customerNumber: '+14155550123', registeredAtMs: 2000, dueAtMs: 9000, state }];
    expect(phones.awaitPerson()).toBe(false);
  });
});
