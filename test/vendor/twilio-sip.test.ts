import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sipHeader, sipHeadersOf } from '../../lambdas/domain/mindful/sip-header.ts';
import { PhoneLine } from '../local/twilio/phone-line.ts';
import { ORIGIN, twiml } from '../local/twilio/webhook-target.ts';
import { type Deployment, startDeployment } from '../provisioning/simulated-account.ts';
import { vendorDocument } from '../support/vendor-documents.ts';

const said = vendorDocument('twilio-sip') as {
  strangersAreAnswered: number;
  statusCallbackOfADomain: string[];
  parametersOfADialAction: string[];
  codeOfATakenDomain: number;
  codeOfAListThatIsMappedTwice: number;
};

const ALLOWED = '54.165.17.177';
const HEADER = 'X-User-To-USER';

let line: PhoneLine;
beforeEach(async () => {
  line = await PhoneLine.open({ route: { voiceUrl: `${ORIGIN}/sip`, statusCallback: `${ORIGIN}/ended` } });
  line.target.on('/ended', { status: 204 });
  line.target.on('/done', twiml('<Hangup/>'));
  line.target.on('/sip', twiml('<Dial action="/done"><Sip>sip:1@sip-callback.mindful.cx:5566?x-a=%2B1</Sip></Dial>'));
});
afterEach(() => line.close());

async function invited(sourceIp: string) {
  const [to, from] = ['sip:return-support@example.sip.twilio.com', 'sip:+18005550123@example.com'];
  const answer = line.twilio.sipCall({ to, from, headers: { [HEADER]: '%2B14155550100' }, sourceIp });
  await line.clock.settle();
  return answer;
}

describe('T14: a SIP domain', () => {
  it('refuses strangers', async () => {
    expect(await invited('192.0.2.1')).toEqual({ refused: said.strangersAreAnswered });
  });

  it('passes headers on in the case of their sender, and they are found in any case', async () => {
    await invited(ALLOWED);
    const form = line.target.formsAt('/sip')[0] ?? {};
    expect(Object.keys(form)).toContain(`SipHeader_${HEADER}`);
    expect(sipHeader(sipHeadersOf(form), 'x-user-to-user')).toBe('%2B14155550100');
  });

  it('reports that a call is over and nothing before, and the action of a leg by SIP what became of that', async () => {
    await invited(ALLOWED);
    line.peer.leg.answer();
    await line.clock.advance(5);
    expect(line.target.formsAt('/ended')).toEqual([]);
    line.peer.leg.hangUp();
    await line.clock.settle();
    expect(line.target.formsAt('/ended').map(({ CallStatus }) => CallStatus)).toEqual(said.statusCallbackOfADomain);
    expect(Object.keys(line.target.formsAt('/done')[0] ?? {})).toEqual(
      expect.arrayContaining(said.parametersOfADialAction),
    );
  });
});

describe('T14: the settings of a SIP domain', () => {
  let deployment: Deployment;
  beforeEach(async () => {
    deployment = await startDeployment();
    await deployment.deploy();
  });
  afterEach(() => deployment.account.stop());

  it('may not have a name that is taken, nor one access control list twice', async () => {
    const { domains } = deployment.twilio().account.sip;
    const [domain] = await domains.list();
    const domainName = domain?.domainName ?? '';
    await expect(domains.create({ domainName })).rejects.toMatchObject({ code: said.codeOfATakenDomain });
    const mappings = domains(domain?.sid ?? '').auth.calls.ipAccessControlListMappings;
    const [mapped] = await mappings.list();
    await expect(mappings.create({ ipAccessControlListSid: mapped?.sid ?? '' })).rejects.toMatchObject({
      code: said.codeOfAListThatIsMappedTwice,
    });
  });
});
