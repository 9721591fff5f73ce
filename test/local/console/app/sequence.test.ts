import { describe, expect, it } from '@jest/globals';
import type { CallDetail } from '../../../../local/console/app/calls/call-detail.ts';
import { prettyXml } from '../../../../local/console/app/calls/pretty-xml.ts';
import { decisionOf, inPlainWords, messagesOf } from '../../../../local/console/app/calls/sequence.ts';

function webhook(step: string, atMs: number, changes: object = {}): CallDetail['webhooks'][number] {
  const url = `https://localhost/queues/support/${step}`;
  const asked = { atMs, order: 0, method: 'POST', url, parameters: {}, attempt: 1, durationMs: 5 } as const;
  return { ...asked, status: 200, body: '', requestId: `at-${atMs}`, ...changes };
}

function call(changes: Partial<CallDetail>): CallDetail {
  return {
    ...{ callSid: 'CA1', from: '+14155550123', to: '+14155550100', direction: 'inbound', startedAtMs: 0 },
    ...{ status: 'in-progress', where: 'listening', transcript: [], webhooks: [], faults: [], taskSids: [] },
    ...{ outcome: 'in-progress', dueAtMs: null, decisions: [] },
    ...changes,
  };
}

describe('a call explained', () => {
  it('shows each webhook with what was decided, before what is spoken because of it', () => {
    const messages = messagesOf(
      call({
        transcript: [{ atMs: 10, order: 1, kind: 'says', text: 'Hello' }],
        webhooks: [webhook('incoming-call', 10)],
        decisions: [
          { atMs: 10, route: 'incoming-call', line: { requestId: 'at-10', decision: 'ask', waitSeconds: 480 } },
        ],
      }),
    );
    expect(messages.map(({ text }) => text)).toEqual(['incoming-call: offer, wait 8 min', '“Hello”']);
  });

  it('gives the reason in words when nothing was offered', () => {
    const decisions = [
      { atMs: 10, route: 'incoming-call', line: { requestId: 'at-10', decision: 'queue', because: 'agents-free' } },
    ];
    const [message] = messagesOf(call({ webhooks: [webhook('incoming-call', 10)], decisions }));
    expect(message?.text).toBe('incoming-call: no offer, an agent is free');
  });

  it('leaves out, in plain words, the webhooks in which nothing was decided, but not those that failed', () => {
    const decisions = [
      { atMs: 10, route: 'incoming-call', line: { requestId: 'at-10', decision: 'queue', because: 'agents-free' } },
    ];
    const failed = webhook('hold', 30, { status: 503, error: 'HTTP status 503' });
    const webhooks = [webhook('incoming-call', 10), webhook('call-ended', 20), failed];
    const messages = inPlainWords(messagesOf(call({ webhooks, decisions })));
    expect(messages.map(({ text }) => text)).toEqual(['decides: no offer, an agent is free', 'hold: HTTP status 503']);
  });

  it('marks a webhook that failed', () => {
    const failed = webhook('incoming-call', 10, { status: 503, error: 'HTTP status 503' });
    expect(messagesOf(call({ webhooks: [failed] }))).toMatchObject([{ kind: 'failure' }]);
  });

  it('gives each webhook the decision of its own request, when lines are missing or come in another order', () => {
    const asked = call({
      webhooks: [
        webhook('hold', 10),
        webhook('hold', 20, { status: undefined, requestId: undefined, error: 'no connection' }),
        webhook('hold', 30),
        webhook('hold', 40),
      ],
      decisions: [
        { atMs: 41, route: 'hold', line: { requestId: 'at-40', decision: 'ask' } },
        { atMs: 42, route: 'hold', line: { requestId: 'at-10', decision: 'queue' } },
      ],
    });
    const told = asked.webhooks.map((_, index) => decisionOf(asked, index)?.line['decision']);
    expect(told).toEqual(['queue', undefined, undefined, 'ask']);
  });

  it('tells music that goes on once, and draws a return call from Mindful', () => {
    const transcript = [
      { atMs: 10, order: 0, kind: 'plays' as const, text: 'a' },
      { atMs: 40, order: 1, kind: 'plays' as const, text: 'a' },
    ];
    expect(messagesOf(call({ from: 'sip:+13305550100@mindful', transcript }))).toEqual([
      { atMs: 10, from: 'Twilio', to: 'Mindful', text: '♪ hold music', kind: 'speech' },
    ]);
  });
});

describe('pretty-printed TwiML', () => {
  it('has one element a line, short text beside its element', () => {
    expect(
      prettyXml('<?xml version="1.0"?><Response><Gather a="1"><Say>Hi &amp; bye</Say></Gather><Hangup/></Response>'),
    ).toBe(
      [
        '<?xml version="1.0"?>',
        '<Response>',
        '  <Gather a="1">',
        '    <Say>Hi &amp; bye</Say>',
        '  </Gather>',
        '  <Hangup/>',
        '</Response>',
      ].join('\n'),
    );
  });
});
