import type { ActualTwilio } from './actual-state.ts';
import type { DesiredTwilio } from './desired-state.ts';
import type { Remembered } from './memory.ts';
import { otherStage } from './own-origins.ts';
import { type Change, differencesBetween, type Plan, worthRemembering } from './plan.ts';

type Domain = ActualTwilio['domains'][number];
type List = ActualTwilio['lists'][number];

/** The SIP domain, and the access control list that lets nobody in but the configured addresses. */
export function planSip(desired: DesiredTwilio, actual: ActualTwilio): Plan {
  const refusals = strangers(desired, actual);
  const { sipDomain } = desired;
  const list = sipDomain ? actual.lists[0] : undefined;
  const surplus = actual.lists.filter((candidate) => candidate !== list);
  const domain = actual.domains.find(({ domainName }) => domainName === sipDomain?.domainName);
  const others = actual.domains.filter((candidate) => candidate !== domain);
  if (!sipDomain)
    return { changes: [...others.flatMap(remove(desired, actual)), ...surplus.flatMap(dropList)], refusals };
  return {
    changes: [
      ...planList(desired.owner, sipDomain.addresses, list),
      ...planDomain(desired, actual, domain),
      ...planAccess(domain, sipDomain.domainName, list?.sid),
      ...others.flatMap(remove(desired, actual)),
      ...surplus.flatMap(dropList),
    ],
    refusals,
  };
}

/** What bears this stage's name although this deployment never began: another one of the same name made it. */
function strangers({ owner, sipDomain, takeOver }: DesiredTwilio, actual: ActualTwilio): string[] {
  const { begun, lists, domains, remembered } = actual;
  const refusals: string[] = [];
  for (const domain of domains) {
    const { domainName, friendlyName, credentialListSids } = domain;
    const isOwn = (begun && friendlyName === owner) || remembered.some(({ sid }) => sid === domain.sid);
    if (!isOwn && !takeOver.includes(domainName)) {
      refusals.push(
        `SIP domain ${domainName} ("${friendlyName}") was not made by this deployment: write another twilio.sipDomain or stage, or add "${domainName}" to twilio.takeOver`,
      );
    }
    const stage = otherStage(domain.settings['voiceUrl'], actual.origins);
    if (isOwn && stage !== undefined && domainName === sipDomain?.domainName) {
      refusals.push(
        `SIP domain ${domainName} has been taken over by another stage (${stage}): write another twilio.sipDomain, or point it elsewhere in Twilio first`,
      );
    }
    if (domainName === sipDomain?.domainName && credentialListSids.length > 0) {
      refusals.push(
        `SIP domain ${domainName} demands credentials besides the address, which Mindful does not send: remove credential list ${credentialListSids.join(', ')} from its call authentication`,
      );
    }
  }
  if (lists.length > 0 && !begun && !domains.some(({ domainName }) => takeOver.includes(domainName))) {
    refusals.push(
      `IP access control list "${owner}" (${lists[0]?.sid}) was not made by this deployment: delete it, or deploy under another stage`,
    );
  }
  return refusals;
}

function planList(owner: string, ranges: readonly string[], list: List | undefined): Change[] {
  const present = list?.addresses ?? [];
  const missing = ranges.filter((range) => !present.some((address) => address.range === range));
  const surplus = present.filter(
    ({ range }, index) => !ranges.includes(range) || present.findIndex((other) => other.range === range) !== index,
  );
  return [
    ...(list ? [] : [{ kind: 'create-list', friendlyName: owner } as const]),
    ...missing.map((range) => ({ kind: 'add-address', range, listSid: list?.sid }) as const),
    ...surplus.map(({ range, sid }) => ({ kind: 'delete-address', range, sid, listSid: list?.sid ?? '' }) as const),
  ];
}

function planDomain({ owner, sipDomain }: DesiredTwilio, actual: ActualTwilio, domain: Domain | undefined): Change[] {
  if (!sipDomain) return [];
  const { domainName, settings } = sipDomain;
  if (!domain) return [{ kind: 'create-domain', domainName, friendlyName: owner, settings }];
  const { sid } = domain;
  const differences = differencesBetween(domain.settings, settings);
  const isOwn = domain.friendlyName === owner || actual.remembered.some((item) => item.sid === sid);
  const base = { kind: 'update-domain', sid, name: domainName, differences } as const;
  if (isOwn) return differences.length > 0 ? [base] : [];
  const accessLists = domain.listSids.join(',');
  const previous = { ...worthRemembering(domain.settings, settings, actual.origins), accessLists };
  return [{ ...base, remember: { sid, name: domainName, kind: 'sip-domain', settings: previous } }];
}

/** Our list and no other: each list that is mapped lets its addresses in. */
function planAccess(domain: Domain | undefined, domainName: string, listSid: string | undefined): Change[] {
  const mapped = domain?.listSids ?? [];
  const isMapped = listSid !== undefined && mapped.includes(listSid);
  return [
    ...(isMapped ? [] : [{ kind: 'add-list-to-domain', domainName, domainSid: domain?.sid, listSid } as const]),
    ...mapped.filter((sid) => sid !== listSid).map((sid) => dropMapping(domainName, domain?.sid ?? '', sid)),
  ];
}

function dropMapping(domainName: string, domainSid: string, listSid: string): Change {
  return { kind: 'remove-list-from-domain', domainName, domainSid, listSid };
}

/** Deletes a domain of our own; gives one back that was taken over; leaves alone what another stage has taken over since. */
function remove(desired: DesiredTwilio, actual: ActualTwilio): (domain: Domain) => Change[] {
  return (domain) => {
    const { sid, domainName, friendlyName, listSids } = domain;
    const remembered = actual.remembered.find((item) => item.sid === sid);
    if (otherStage(domain.settings['voiceUrl'], actual.origins) !== undefined) {
      return remembered ? [{ kind: 'forget', sid, name: domainName }] : [];
    }
    if (remembered) return giveBack(domain, remembered);
    if (!actual.begun || friendlyName !== desired.owner) return [];
    return [
      ...listSids.map((listSid) => dropMapping(domainName, sid, listSid)),
      { kind: 'delete-domain', sid, domainName },
    ];
  };
}

function giveBack({ sid, domainName, settings, listSids }: Domain, remembered: Remembered): Change[] {
  const { accessLists = '', ...previous } = remembered.settings;
  const wanted = accessLists.split(',').filter((listSid) => listSid !== '');
  const differences = differencesBetween(settings, previous);
  return [
    ...(differences.length > 0 ? [{ kind: 'update-domain', sid, name: domainName, differences } as const] : []),
    ...wanted
      .filter((listSid) => !listSids.includes(listSid))
      .map((listSid) => ({ kind: 'add-list-to-domain', domainName, domainSid: sid, listSid }) as const),
    ...listSids.filter((listSid) => !wanted.includes(listSid)).map((listSid) => dropMapping(domainName, sid, listSid)),
    { kind: 'forget', sid, name: domainName },
  ];
}

function dropList({ sid, friendlyName }: List): Change[] {
  return [{ kind: 'delete-list', sid, friendlyName }];
}
