import { beforeAll, describe, expect, it } from '@jest/globals';
import { mindfulAddresses } from '../../local/mindful/addresses.ts';
import { forceWait, useContactCentre } from '../support/contact-centre.ts';
import { newNumber, Phone } from '../support/phone.ts';

const centre = useContactCentre({ policy: { inQueueOffer: { atMost: 0 } } });
const SIP_DOMAIN = 'local.sip.twilio.com';
const NUMBER = '+14155551234';

/** An INVITE to the SIP domain from one of Mindful's addresses, unless another is given. */
async function invite(user: string, headers: Record<string, string>, sourceIp: string = mindfulAddresses[0]) {
  const to = `sip:${user}@${SIP_DOMAIN}`;
  const answer = centre().twilio.sipCall({ to, from: 'sip:+13305550100@54.165.17.177', headers, sourceIp });
  await centre().clock.settle();
  return answer;
}

/** The task of the call, which then hangs up. */
async function taskOf(user: string, headers: Record<string, string>) {
  const answer = await invite(user, headers);
  if ('refused' in answer) throw new Error(`refused with ${answer.refused}`);
  const task = centre()
    .floors.get('support')
    ?.tasks()
    .find(({ attributes }) => attributes['call_sid'] === answer.callSid);
  const call = centre().twilio.get(answer.callSid);
  centre().twilio.hangUp(answer.callSid);
  await centre().clock.settle();
  expect(call?.faults).toEqual([]);
  return task;
}

const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
const names = ['x-user-to-user', 'X-User-To-User', 'X-USER-TO-USER'];
const values = {
  plain: NUMBER,
  'percent-encoded': '%2B14155551234',
  'percent-encoded in lower case': '%2b14155551234',
  'form-decoded': ' 14155551234',
  'without a plus': '14155551234',
  'as hex': `${hex(NUMBER)};encoding=hex`,
  'as hex in upper case': `${hex(NUMBER).toUpperCase()};Encoding=HEX`,
  quoted: `"${NUMBER}"`,
  'quoted hex': `"${hex(NUMBER)}";encoding=hex`,
  'with more parameters': `${NUMBER};purpose=isdn-uui;content=isdn-uui`,
  'with blanks around': `  ${NUMBER}  `,
};
const encodings = Object.entries(values).flatMap(([how, value]) => names.map((name) => ({ how, name, value })));

describe('a return call whose header', () => {
  it('comes in 33 ways', () => expect(encodings).toHaveLength(33));

  it.each(encodings)('$name is $how names the customer to the agent, with priority', async ({ name, value }) => {
    const task = await taskOf('return-support', { [name]: value });
    expect(task).toMatchObject({
      priority: 5,
      attributes: { name: NUMBER, customerPhone: NUMBER, 'x-user-to-user': NUMBER },
    });
  });

  const forged = [
    ...[
      '',
      'anonymous',
      '+266696687',
      'sip:alice@evil.com',
      '+1',
      '+1415555123412345678',
      'Robert"); DROP TABLE',
      '%zz',
    ],
    ...[
      `${NUMBER}\r\nX-Evil: 1`,
      `${NUMBER}%0d%0aX-Evil: 1`,
      `${NUMBER}&x-evil=1`,
      `<Dial>${NUMBER}</Dial>`,
      `${NUMBER},${NUMBER}`,
    ],
    ...['2B31;encoding=ascii', 'zz;encoding=hex', '𝟏𝟒𝟏𝟓𝟓𝟓𝟓𝟏𝟐𝟑𝟒', '+'.repeat(5000)],
  ];

  it.each(forged)('is %j still reaches an agent, and none of it goes further', async (value) => {
    const task = await taskOf('return-support', { 'x-user-to-user': value });
    expect(task?.priority).toBe(5);
    expect([undefined, NUMBER]).toContain(task?.attributes['customerPhone']);
    expect(JSON.stringify(task?.attributes)).not.toMatch(/evil|DROP|<Dial/i);
  });

  it('is missing still reaches an agent', async () => {
    const task = await taskOf('return-support', {});
    expect(task).toMatchObject({ priority: 5, attributes: { name: 'Callback' } });
    expect(task?.attributes).not.toHaveProperty('customerPhone');
  });
});

describe('an INVITE', () => {
  it.each(['return-nobody', 'support', '+14155550100', 'RETURN-SUPPORT'])('to %s is put in a queue', async (user) => {
    expect(await taskOf(user, {})).toMatchObject({ attributes: { queue: 'support' } });
  });

  it('from another address than Mindful is refused before it reaches the service', async () => {
    expect(await invite('return-support', { 'x-user-to-user': NUMBER }, '198.51.100.7')).toEqual({ refused: 403 });
  });
});

describe('a caller who chose to hold inside Mindful', () => {
  let number = '';
  beforeAll(async () => {
    number = newNumber();
    centre().mindful.change({ callbackAfterSeconds: 9999 });
    await forceWait(centre(), 300);
    const caller = await Phone.dial(centre(), number);
    await caller.hears(/press 1/);
    await caller.presses('1');
    await caller.isOver();
  });

  it('comes back to the ordinary queue, and the callback is over', async () => {
    const task = await taskOf('hold-support', { 'x-user-to-user': number });
    expect(task?.priority).toBe(0);
    await forceWait(centre(), 300);
    const again = await Phone.dial(centre(), number);
    await again.hears(/press 1/, 1);
    await again.hangsUp();
  });
});
