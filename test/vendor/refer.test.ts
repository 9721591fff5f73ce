import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { heard, PhoneLine, WORKFLOW } from '../local/twilio/phone-line.ts';
import { twiml } from '../local/twilio/webhook-target.ts';
import { callbackRecord, configuration, NOON_MS } from '../support/builders.ts';
import { lambdaContext, services } from '../support/fakes.ts';
import { memoryTable } from '../support/memory-table.ts';
import { serviceHandler } from '../support/service.ts';
import { signedEvent } from '../support/signed-event.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

const { mostReferToCharacters } = vendorDocument('twilio-refer') as { mostReferToCharacters: number };
const MINDFUL = 'sip:+18005550123@sip-callback.mindful.cx:5566';
const TARGET = 'sip:hold-support@example.sip.twilio.com';

describe('T5: after a REFER, the leg of the far end that sent it', () => {
  let line: PhoneLine;
  let ended: boolean;

  beforeEach(async () => {
    line = await PhoneLine.open();
    line.target.on('/done', ({ form }) => twiml(`<Say>Done, ${form['DialCallStatus']}</Say>`));
    ended = false;
  });

  afterEach(() => line.close());

  /** A caller at the far end, which refers them on; `answer` is what the referUrl says. */
  async function referred(answerOnBridge: boolean, answer: string) {
    const attributes = `action="/done" referUrl="/refer" answerOnBridge="${answerOnBridge}"`;
    line.target.on('/voice', twiml(`<Dial ${attributes}><Sip>${MINDFUL}</Sip></Dial>`)).on('/refer', twiml(answer));
    const call = await line.call();
    const { leg } = line.peer;
    leg.onEnd(() => {
      ended = true;
    });
    leg.answer();
    await line.clock.advance(5);
    leg.refer(TARGET);
    await line.clock.settle();
    return { call, leg };
  }

  it('ends at once with answerOnBridge="false"', async () => {
    const { call } = await referred(false, '<Pause length="30"/>');
    expect(ended).toBe(true);
    await line.clock.advance(60);
    expect(call.where).toBe('ended');
  });

  it('stays with answerOnBridge="true" until the target answers', async () => {
    const { call } = await referred(true, `<Dial><Sip>${MINDFUL}</Sip></Dial>`);
    expect(ended).toBe(false);
    line.peer.leg.answer();
    await line.clock.settle();
    expect(ended).toBe(true);
    line.peer.leg.hangUp();
    await line.clock.settle();
    expect(call.where).toBe('ended');
  });

  it('has the caller back with answerOnBridge="true" where the target does not answer', async () => {
    const { call, leg } = await referred(true, `<Dial><Sip>${MINDFUL}</Sip></Dial>`);
    line.peer.leg.refuse(486);
    await line.clock.settle();
    expect(call.where).toBe('at Mindful');
    leg.hangUp();
    await line.clock.settle();
    expect(heard(call).at(-1)).toBe('5 says Done, completed');
  });

  it('is over where it has hung up before', async () => {
    const { call, leg } = await referred(true, '<Pause length="30"/>');
    leg.hangUp();
    await line.clock.advance(40);
    expect(ended).toBe(true);
    expect(heard(call).at(-1)).toBe('35 says Done, completed');
  });

  it('stays beside an <Enqueue>, where nobody answers', async () => {
    const queue = `<Enqueue workflowSid="${WORKFLOW}"><Task>{}</Task></Enqueue>`;
    const { call } = await referred(true, queue);
    expect(call.faults).toEqual([]);
    expect(call.where).toMatch(/^holding/);
    await line.clock.advance(60);
    expect(ended).toBe(false);
  });

  it('goes on where its Refer-To is longer than Twilio takes', async () => {
    const { call, leg } = await referred(false, '<Say>Referred</Say>');
    expect(heard(call).at(-1)).toBe('5 says Referred');
    expect(TARGET.length).toBeLessThan(mostReferToCharacters);
    leg.hangUp();
    const again = await line.call();
    line.peer.leg.answer();
    line.peer.leg.refer(`sip:${'a'.repeat(mostReferToCharacters)}@example.com`);
    await line.clock.settle();
    expect(again).toMatchObject({ where: 'at Mindful', faults: [expect.stringMatching(/Refer-To/)] });
  });
});

describe('T5: a caller whom Mindful hands back', () => {
  const ask = (name: 'transfer' | 'transfer-result', form: Record<string, string>, table = memoryTable()) => {
    const { queueStates, callbacks } = table;
    const handler = serviceHandler(services({ configuration: configuration(), queueStates, callbacks }), () => {});
    return handler(signedEvent(name, { form }), lambdaContext());
  };

  it('is transferred so that no leg of Mindful waits for an answer', async () => {
    const { body } = await ask('transfer', {});
    expect(body).toMatch(/<Say[^>]*>[^<]*<\/Say><Dial /);
    expect(body).toContain('referUrl=');
    expect(body).not.toContain('answerOnBridge');
  });

  it.each(['chose-hold', 'returned'] as const)(
    "and whose record is %s is queued again if the end of Mindful's leg is reported after all",
    async (status) => {
      const callSid = `CA${'0'.repeat(31)}1`;
      const table = memoryTable();
      const record = callbackRecord({ callSid, status, acceptedAtMs: NOON_MS, returnCallSid: callSid });
      table.table.records.set('+14155551234 support', { ...record, caller: '+14155551234' as typeof record.caller });
      const ended = { DialCallStatus: 'completed', DialCallDuration: '40', CallStatus: 'in-progress' };
      expect((await ask('transfer-result', ended, table)).body).toContain('<Enqueue');
    },
  );
});
