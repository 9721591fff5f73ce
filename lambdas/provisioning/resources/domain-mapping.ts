import { step } from '../change.ts';
import { apply, good, wrong } from '../finding.ts';
import { ifThere } from '../twilio-failures.ts';
import { type AccessControlLists, keptList } from './access-control-list.ts';
import { each, known, type ResourceKind, type Resources } from './kind.ts';
import { configuredDomain, type DesiredDomain, fateOf, rememberedLists, type SipDomainResource } from './sip-domain.ts';

/** An access control list that a SIP domain lets in. */
export interface DomainMapping {
  domainSid: string;
  listSid: string;
}

export interface DomainAndList {
  sipDomains: Resources<DesiredDomain, SipDomainResource>;
  accessControlLists: AccessControlLists;
}

/** Our list and no other: each list that is mapped lets its addresses in. What is wanted follows from the domain and the list. */
export const domainMappingKind: ResourceKind<never, DomainMapping, DomainAndList> = {
  wanted: () => [],

  async read({ twilio, others }) {
    const mappings = await each(others.sipDomains.found, async ({ sid: domainSid }) => {
      const found = await twilio.account.sip.domains(domainSid).auth.calls.ipAccessControlListMappings.list();
      return found.map(({ sid: listSid }) => ({ domainSid, listSid }));
    });
    return mappings.flat();
  },

  plan({ twilio, found, others: { sipDomains, accessControlLists }, ownership }) {
    const mappings = (sid: string) => twilio.account.sip.domains(sid).auth.calls.ipAccessControlListMappings;
    const add = (domainName: string, listSid: () => string) =>
      step('add', 'list to domain', domainName, () => {
        const { sid } = known(sipDomains.found.find((one) => one.domainName === domainName));
        return mappings(sid).create({ ipAccessControlListSid: listSid() });
      });
    const removeOthers = ({ sid, domainName }: SipDomainResource, kept: readonly string[]) =>
      listsOf(sid, found)
        .filter((listSid) => !kept.includes(listSid))
        .map((listSid) =>
          step('remove', 'list from domain', domainName, () => ifThere(() => mappings(sid)(listSid).remove())),
        );
    const domain = configuredDomain(sipDomains);
    const list = keptList(accessControlLists);
    const isMapped = list && listsOf(domain?.sid, found).includes(list.sid);
    const ourList = () => known(keptList(accessControlLists)).sid;
    return {
      build: isMapped ? [] : sipDomains.wanted.map(({ domainName }) => add(domainName, ourList)),
      takeDown: sipDomains.found.flatMap((one) => {
        const fate = one === domain ? 'keep' : fateOf(one, ownership);
        if (fate === 'keep') return removeOthers(one, list ? [list.sid] : []);
        if (fate === 'delete') return removeOthers(one, []);
        if (fate !== 'give-back') return [];
        const previous = rememberedLists(one, ownership);
        const missing = previous.filter((sid) => !listsOf(one.sid, found).includes(sid));
        return [...missing.map((sid) => add(one.domainName, () => sid)), ...removeOthers(one, previous)];
      }),
    };
  },

  checks: [
    {
      name: 'the SIP domain lets somebody in',
      look: ({ found, others }) => {
        const domain = configuredDomain(others.sipDomains);
        return domain && listsOf(domain.sid, found).length === 0
          ? wrong('it has no access control list, so Twilio blocks every call', apply)
          : good;
      },
    },
    {
      name: 'the SIP domain lets nobody in by another list',
      look: ({ found, others }) => {
        const list = keptList(others.accessControlLists);
        const lists = listsOf(configuredDomain(others.sipDomains)?.sid, found);
        const foreign = lists.find((sid) => sid !== list?.sid);
        return foreign ? wrong(`list ${foreign} is mapped as well`, apply) : good;
      },
    },
  ],
};

function listsOf(domainSid: string | undefined, found: readonly DomainMapping[]): string[] {
  return found.filter((mapping) => mapping.domainSid === domainSid).map(({ listSid }) => listSid);
}
