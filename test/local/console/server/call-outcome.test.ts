import { describe, expect, it } from '@jest/globals';
import { byNumber, outcomeOf } from '../../../../local/console/server/call-outcome.ts';
import type { CallbackView } from '../../../../local/mindful/callback.ts';
import type { CallRecord } from '../../../../local/twilio/calls/call.ts';

const NUMBER = '+14155550123';

function call(changes: Partial<CallRecord>): CallRecord {
  return {
    ...{ callSid: 'CA1', from: NUMBER, to: '+14155550100', direction: 'inbound', startedAtMs: 1000, endedAtMs: 9000 },
    ...{ status: 'completed', where: 'ended', transcript: [], webhooks: [], faults: [], taskSids: [] },
    ...changes,
  };
}

function callback(state: CallbackView['state'], registeredAtMs = 5000): CallbackView {
  return { queue: 'support', customerNumber: NUMBER, registeredAtMs, dueAtMs: 60_000, state };
}

const agent: CallRecord['transcript'] = [{ atMs: 2000, order: 0, kind: 'connected', text: 'Agent 1' }];
const toMindful: CallRecord['transcript'] = [{ atMs: 2000, order: 0, kind: 'connected', text: 'Mindful' }];

describe('what became of a call', () => {
  it.each<[string, Partial<CallRecord>, CallbackView[], object]>([
    ['who holds', { where: 'holding in queue support' }, [], { outcome: 'in-progress' }],
    ['who spoke', { transcript: agent, endedBy: 'caller' }, [], { outcome: 'spoke' }],
    ['who gave up', { endedBy: 'caller' }, [], { outcome: 'hung-up' }],
    [
      'who waits',
      { transcript: toMindful, endedBy: 'document' },
      [callback('waiting')],
      { outcome: 'at-home', dueAtMs: 60_000 },
    ],
    ['who was called back', { endedBy: 'document' }, [callback('completed')], { outcome: 'called-back' }],
    ['who is forgotten', { endedBy: 'document' }, [callback('forgotten')], { outcome: 'at-home' }],
    [
      'who was promised one in an earlier call',
      { endedBy: 'caller' },
      [callback('waiting', 999)],
      { outcome: 'hung-up' },
    ],
    [
      'who was promised one in a later call',
      { endedBy: 'caller' },
      [callback('waiting', 9001)],
      { outcome: 'hung-up' },
    ],
    ['who comes back', { to: 'sip:return@local', transcript: agent }, [], { outcome: 'returned' }],
    ['whose return call reached nobody', { to: 'sip:return@local' }, [], { outcome: 'ended' }],
    ['who heard that it is closed', { endedBy: 'document' }, [], { outcome: 'ended' }],
    ['whose call broke', { endedBy: 'application error' }, [], { outcome: 'failed' }],
  ])('%s', (_, changes, callbacks, outcome) =>
    expect(outcomeOf(call(changes), byNumber(callbacks))).toMatchObject(outcome),
  );
});
