import { describe, expect, it } from '@jest/globals';
import { readTaskEvent } from '../../lambdas/domain/task/task-event.ts';
import { mindfulAddresses } from '../../local/mindful/addresses.ts';
import { configuration, snapshot } from '../support/builders.ts';
import { quickCentre } from '../support/quick-centre.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

const [group, name] = vendorDocument('twilio-flex-conversation')['attribute'] as [string, string];
const FROM = '+14155551234';

const conversationOf = ({ attributes }: { attributes: Record<string, unknown> }) =>
  (attributes[group] as Record<string, unknown> | undefined)?.[name];

describe('T8: the conversation by which Flex Insights joins tasks', () => {
  it('is the first call on the task of the wait and on that of the return call, which finds its record by another name', async () => {
    const centre = quickCentre(configuration({ inQueueOffer: { afterSeconds: 30, everySeconds: 60, atMost: 1 } }), {
      invite: (_, leg) => {
        leg.answer();
        centre.clock.after(30, () => leg.hangUp());
      },
    });
    centre.table.state.snapshot = snapshot(900, { sampledAtMs: centre.clock.nowMs() });
    const first = centre.twilio.call({ from: FROM, to: '+14155550100' });
    await centre.clock.advance(25);
    const [waiting] = centre.tasks();
    expect(waiting && conversationOf(waiting)).toBe(first.callSid);
    for (let second = 0; second < 90; second += 1) {
      if (first.transcript.at(-1)?.text.startsWith('Instead of holding')) centre.twilio.press(first.callSid, '1');
      centre.table.state.snapshot = snapshot(900, { sampledAtMs: centre.clock.nowMs() });
      await centre.clock.advance(1);
    }
    expect(first.where).toBe('ended');
    const answer = centre.twilio.sipCall({
      ...{ to: 'sip:return-support@local.sip.twilio.com', from: 'sip:+13305550100@54.165.17.177' },
      ...{ sourceIp: mindfulAddresses[0] ?? '', headers: { 'x-user-to-user': FROM } },
    });
    if ('refused' in answer) throw new Error('the SIP domain refused Mindful');
    await centre.clock.advance(10);
    const returning = centre.tasks().find(({ priority }) => priority > 0);
    expect(returning && conversationOf(returning)).toBe(first.callSid);
    expect(returning?.attributes['callback']).toMatchObject({ firstCallSid: first.callSid });
    centre.staff(1);
    await centre.clock.advance(30);
    expect(await centre.callbacks.find(FROM as never, 'support')).toMatchObject({ status: 'answered' });
  });

  const keyOf = (attributes: object) => readTaskEvent({ TaskAttributes: JSON.stringify(attributes) }).callback?.callSid;

  it('was also the name of the record in the version before, whose tasks are still read', () => {
    const conversations = { conversation_id: 'CA-first' };
    const promise = { queue: 'support', acceptedAt: '2026-11-29T12:00:00.000Z' };
    expect(keyOf({ callback: promise, customerPhone: FROM, conversations })).toBe('CA-first');
    expect(keyOf({ callback: { queue: 'support' }, conversations })).toBe('CA-first');
  });

  it('may be anything on the task of a flow, which names its customer alone', () => {
    const flow = { callback: { queue: 'support' }, customerPhone: FROM, conversations: { conversation_id: 'WT-own' } };
    expect(keyOf(flow)).toBeUndefined();
    expect(
      keyOf({ callback: { queue: 'support', firstCallSid: 'CA-first' }, conversations: { conversation_id: 'x' } }),
    ).toBe('CA-first');
  });
});
