import type { ActualTwilio } from '../../lambdas/provisioning/actual-state.ts';
import type { Facts } from './facts.ts';
import { apply, type Check, type Finding, good, wrong } from './finding.ts';

type Sip = NonNullable<Facts['desired']['sipDomain']>;

/** The way back from Mindful. */
export const sipChecks: readonly Check[] = [
  check('the SIP domain exists', ({ domainName }, { domains }) =>
    domains.some((domain) => domain.domainName === domainName) ? good : wrong(`${domainName} does not`, apply),
  ),
  check("the SIP domain's webhooks are this service's", (sip, actual) => {
    const present = domainOf(sip, actual)?.settings;
    const field = present && Object.keys(sip.settings).find((name) => present[name] !== sip.settings[name]);
    return field ? wrong(`${field} is ${present[field] || 'not set'}`, apply) : good;
  }),
  check('the SIP domain lets somebody in', (sip, actual) => {
    const domain = domainOf(sip, actual);
    return domain && domain.listSids.length === 0
      ? wrong('it has no access control list, so Twilio blocks every call', apply)
      : good;
  }),
  check('the SIP domain lets nobody in by another list', (sip, actual) => {
    const [own] = actual.lists;
    const foreign = domainOf(sip, actual)?.listSids.find((sid) => sid !== own?.sid);
    return foreign ? wrong(`list ${foreign} is mapped as well`, apply) : good;
  }),
  check('the SIP domain demands no credentials', (sip, actual) => {
    const [sid] = domainOf(sip, actual)?.credentialListSids ?? [];
    return sid
      ? wrong(
          `credential list ${sid} is demanded, which Mindful does not have`,
          'remove it from the domain in the Twilio console',
        )
      : good;
  }),
  check("the access control list has Mindful's addresses and no other", ({ addresses }, { lists: [list] }) => {
    if (!list) return good;
    const present = list.addresses.map(({ range }) => range);
    const missing = addresses.find((range) => !present.includes(range));
    if (missing) return wrong(`${missing} is missing, so calls from there are refused`, apply);
    const surplus = present.find((range) => !addresses.includes(range));
    return surplus ? wrong(`${surplus} may call as well`, apply) : good;
  }),
];

function check(name: string, look: (sip: Sip, actual: ActualTwilio) => Finding): Check {
  return {
    name,
    look: ({ twilio, desired: { sipDomain } }) => (twilio.ok && sipDomain ? look(sipDomain, twilio.value) : good),
  };
}

function domainOf({ domainName }: Sip, { domains }: ActualTwilio) {
  return domains.find((domain) => domain.domainName === domainName);
}
