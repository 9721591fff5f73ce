import { afterEach, describe, expect, it } from '@jest/globals';
import { answerFallback } from '../../local/aws/edge-function.ts';
import { PhoneLine } from '../local/twilio/phone-line.ts';
import { ORIGIN, twiml } from '../local/twilio/webhook-target.ts';
import { configuration } from '../support/builders.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

const { own, ofEveryCall, places, notDocumentedThere } = vendorDocument('twilio-fallback-request') as Record<
  'own' | 'ofEveryCall' | 'places' | 'notDocumentedThere',
  string[]
>;

let line: PhoneLine | undefined;

afterEach(async () => {
  await line?.close();
  line = undefined;
});

describe('T7: the request to a fallback URL', () => {
  it('is sent by the simulated Twilio with what is documented, and with nothing of the step that failed', async () => {
    line = await PhoneLine.open({ route: { voiceFallbackUrl: `${ORIGIN}/fallback`, voiceFallbackMethod: 'GET' } });
    line.target.on('/voice', twiml('<Dial action="/done"><Sip>sip:a@sip-callback.mindful.cx:5566</Sip></Dial>'));
    line.target.on('/done', { status: 503 }).on('/fallback', twiml('<Say>Fallback</Say>'));
    const call = await line.call();
    line.peer.leg.refuse(486);
    await line.clock.advance(5);
    const { url = '' } = call.webhooks.find((webhook) => webhook.url.includes('/fallback')) ?? {};
    const parties = ['From', 'To', 'Caller', 'Called'];
    const known = [...own, ...ofEveryCall, ...parties, ...parties.flatMap((who) => places.map((part) => who + part))];
    const sent = [...new URL(url).searchParams.keys()];
    expect(sent.filter((name) => !known.includes(name))).toEqual([]);
    expect(sent).toEqual(expect.arrayContaining(own));
  });

  it.each([
    ['a conversation with an agent', { QueueResult: 'bridged', QueueTime: '20' }],
    ['a hang-up', { QueueResult: 'hangup' }],
    ['a callback that Mindful has taken', { DialCallStatus: 'completed', DialCallDuration: '60' }],
  ])('is answered with the queue whatever else it says, such as %s', async (_what, undocumented) => {
    for (const name of Object.keys(undocumented)) expect(notDocumentedThere).toContain(name);
    const documented = { ErrorCode: '11200', ErrorUrl: 'https://api.example.com/queues/support/left-queue' };
    const form = { ...documented, CallSid: `CA${'1'.repeat(32)}`, From: '+14155551234', CallStatus: 'in-progress' };
    const answers = [form, { ...form, ...undocumented }].map((query) =>
      answerFallback(configuration(), `/queues/support?${new URLSearchParams(query as Record<string, string>)}`),
    );
    const [plain, more] = await Promise.all(answers);
    expect(plain?.body).toContain('<Enqueue');
    expect(more?.body).toBe(plain?.body);
  });
});
