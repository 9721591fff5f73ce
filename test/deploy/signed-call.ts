import assert from 'node:assert/strict';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';

export interface SignedCall {
  /** The Voice URL that the deploy gave the number. */
  voiceUrl: string;
  accountSid: string;
  authToken: string;
}

const CALL = {
  CallSid: `CA${'1'.repeat(32)}`,
  Direction: 'inbound',
  From: '+14155551234',
  To: '+14155550100',
  CallStatus: 'in-progress',
};

/** A whole call against the deployed API, as Twilio would make it: offered a callback, accepted, taken by Mindful, over. */
export async function playCall(call: SignedCall): Promise<string[]> {
  const post = async (url: string, parameters: Record<string, string>) => send(call, url, { ...CALL, ...parameters });
  const steps: string[] = [];
  const offer = await post(call.voiceUrl, {});
  assert.match(offer.body, /<Gather .*press 1/s, 'the caller is offered a callback');
  steps.push('offered');
  const transfer = await post(attribute(offer.body, 'Gather', 'action'), { Digits: '1' });
  assert.match(
    transfer.body,
    /<Dial .*sip:\+13305550100@.*x-user-to-user=%2B14155551234/s,
    'the caller goes to Mindful',
  );
  steps.push('transferred');
  const leg = { CallSid: `CA${'2'.repeat(32)}`, ParentCallSid: CALL.CallSid, CallStatus: 'in-progress' };
  const progress = await post(attribute(transfer.body, 'Sip', 'statusCallback'), leg);
  assert.equal(progress.status, 204, 'the record moves on');
  const outcome = { DialCallStatus: 'completed', DialCallDuration: '40', DialCallSid: leg.CallSid };
  const end = await post(attribute(transfer.body, 'Dial', 'action'), outcome);
  assert.match(end.body, /<Say|<Play|<Hangup/, 'the caller hears goodbye');
  steps.push('said goodbye');
  const strangers = await fetch(call.voiceUrl.split('#')[0] ?? '', { method: 'POST', body: new URLSearchParams(CALL) });
  assert.equal(strangers.status, 403, 'a stranger gets nothing');
  return [...steps, 'a stranger was refused'];
}

async function send(
  { voiceUrl, accountSid, authToken }: SignedCall,
  target: string,
  parameters: Record<string, string>,
) {
  const form = { ...parameters, AccountSid: accountSid };
  const { host } = new URL(voiceUrl);
  const url = new URL(target.split('#')[0] ?? '');
  const signed = `https://${url.hostname}${url.pathname}${url.search}`;
  const signature = getExpectedTwilioSignature(authToken, signed, form);
  const response = await fetch(`http://${host}${url.pathname}${url.search}`, {
    method: 'POST',
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: await response.text() };
}

function attribute(twiml: string, verb: string, name: string): string {
  const value = new RegExp(`<${verb}\\b[^>]*\\b${name}="([^"]+)"`).exec(twiml)?.[1];
  assert.ok(value, `<${verb} ${name}> in ${twiml}`);
  return value.replaceAll('&amp;', '&');
}
