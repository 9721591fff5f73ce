import type { DomainInstance } from 'twilio/lib/rest/api/v2010/account/sip/domain.js';
import { sipDomainName } from '../../domain/sip-domain-name.ts';
import { documentOverrides, routeUrl } from '../../routes.ts';
import { borrow, type Change, type Changeable, differencesBetween, forget, step, update } from '../change.ts';
import { apply, good, wrong } from '../finding.ts';
import type { Settings } from '../memory.ts';
import { type Ownership, otherStage, ownerName } from '../ownership.ts';
import type { TwilioClient } from '../twilio-client.ts';
import { ifThere } from '../twilio-failures.ts';
import { each, type Planning, type ResourceKind, type Resources } from './kind.ts';

export interface DesiredDomain {
  domainName: string;
  friendlyName: string;
  settings: Settings;
}

export interface SipDomainResource extends Pick<DomainInstance, 'sid' | 'domainName' | 'friendlyName' | 'voiceUrl'> {
  /** The credential lists that the domain demands besides the address. */
  credentialListSids: readonly string[];
}

/** The access control lists of a domain, which are given back with it. */
export interface WithMappings {
  domainMappings: { found: readonly { domainSid: string; listSid: string }[] };
}

/** The way back from Mindful. */
export const sipDomainKind: ResourceKind<DesiredDomain, SipDomainResource, WithMappings> = {
  wanted: (configuration, { stage, apiUrl, fallbackUrl }) => {
    const { defaultQueue } = configuration;
    const settings = {
      voiceUrl: routeUrl(apiUrl, 'sip', { name: defaultQueue }),
      voiceMethod: 'POST',
      voiceFallbackUrl: `${fallbackUrl}/sip${documentOverrides}`,
      voiceFallbackMethod: 'GET',
      voiceStatusCallbackUrl: routeUrl(apiUrl, 'call-ended', { name: defaultQueue }),
      voiceStatusCallbackMethod: 'POST',
    };
    return [{ domainName: sipDomainName(configuration, stage), friendlyName: ownerName(stage), settings }];
  },

  async read({ twilio: { account }, wanted, ownership: { owner, remembered } }) {
    const domains = (await account.sip.domains.list()).filter(
      ({ sid, friendlyName, domainName }) =>
        friendlyName === owner || domainName === wanted[0]?.domainName || remembered.some((item) => item.sid === sid),
    );
    return each(domains, async (domain) => {
      const credentialLists = await account.sip.domains(domain.sid).auth.calls.credentialListMappings.list();
      return { ...domain, credentialListSids: credentialLists.map(({ sid }) => sid) };
    });
  },

  plan(planning) {
    const [wanted] = planning.wanted;
    const others = planning.found.filter(({ domainName }) => domainName !== wanted?.domainName);
    return {
      refusals: planning.found.flatMap((domain) => refusalsOf(domain, wanted?.domainName, planning.ownership)),
      build: wanted ? build(wanted, planning) : [],
      takeDown: others.flatMap((domain) => takeDown(domain, planning)),
    };
  },

  checks: [
    {
      name: 'the SIP domain exists',
      look: (sip) => (configuredDomain(sip) ? good : wrong(`${sip.wanted[0]?.domainName} does not`, apply)),
    },
    {
      name: "the SIP domain's webhooks are this service's",
      look: (sip) => {
        const present = configuredDomain(sip);
        const [difference] = present ? differencesBetween(present, sip.wanted[0]?.settings ?? {}) : [];
        return difference ? wrong(`${difference.field} is ${difference.from || 'not set'}`, apply) : good;
      },
    },
    {
      name: 'the SIP domain demands no credentials',
      look: (sip) => {
        const [sid] = configuredDomain(sip)?.credentialListSids ?? [];
        if (sid === undefined) return good;
        const what = `credential list ${sid} is demanded, which Mindful does not have`;
        return wrong(what, 'remove it from the domain in the Twilio console');
      },
    },
  ],
};

export function configuredDomain({ wanted: [wanted], found }: Resources<DesiredDomain, SipDomainResource>) {
  return found.find(({ domainName }) => domainName === wanted?.domainName);
}

/** What becomes of a domain that the configuration does not name: one that another stage took over since is left alone. */
export function fateOf(
  { sid, friendlyName, voiceUrl }: SipDomainResource,
  { owner, begun, origins, remembered }: Ownership,
) {
  const item = remembered.find((candidate) => candidate.sid === sid);
  if (otherStage(voiceUrl, origins) !== undefined) return item ? 'forget' : 'leave';
  if (item) return 'give-back';
  return begun && friendlyName === owner ? 'delete' : 'leave';
}

/** The access control lists that a domain had before it was taken over. */
export function rememberedLists(domain: SipDomainResource, { remembered }: Ownership): string[] {
  const lists = remembered.find(({ sid }) => sid === domain.sid)?.settings['accessLists'] ?? '';
  return lists.split(',').filter((sid) => sid !== '');
}

type DomainPlanning = Planning<DesiredDomain, SipDomainResource, WithMappings>;

/** What bears this stage's name although this deployment never began: another one of the same name made it. */
function refusalsOf(domain: SipDomainResource, wantedName: string | undefined, ownership: Ownership): string[] {
  const { sid, domainName, friendlyName, voiceUrl, credentialListSids } = domain;
  const { begun, owner, remembered, origins, takeOver } = ownership;
  const isOurs = (begun && friendlyName === owner) || remembered.some((item) => item.sid === sid);
  const stage = otherStage(voiceUrl, origins);
  const problems: string[] = [];
  if (!isOurs && !takeOver.includes(domainName)) {
    problems.push(
      `("${friendlyName}") was not made by this deployment: write another twilio.sipDomain or stage, or add "${domainName}" to twilio.takeOver`,
    );
  }
  if (isOurs && stage !== undefined && domainName === wantedName) {
    problems.push(
      `has been taken over by another stage (${stage}): write another twilio.sipDomain, or point it elsewhere in Twilio first`,
    );
  }
  if (domainName === wantedName && credentialListSids.length > 0) {
    problems.push(
      `demands credentials besides the address, which Mindful does not send: remove credential list ${credentialListSids.join(', ')} from its call authentication`,
    );
  }
  return problems.map((problem) => `SIP domain ${domainName} ${problem}`);
}

function build(wanted: DesiredDomain, planning: DomainPlanning): Change[] {
  const { found, twilio, ownership, others } = planning;
  const { domainName, friendlyName, settings } = wanted;
  const domain = configuredDomain(planning);
  if (!domain) {
    const create = async () => {
      const created = await twilio.account.sip.domains.create({ ...settings, domainName, friendlyName });
      found.push({ ...created, credentialListSids: [] });
    };
    return [step('create', 'domain', domainName, create)];
  }
  if (domain.friendlyName === ownership.owner) return update(changeable(domain, twilio), settings);
  const lists = others.domainMappings.found.filter(({ domainSid }) => domainSid === domain.sid);
  const accessLists = lists.map(({ listSid }) => listSid).join(',');
  return borrow('sip-domain', changeable(domain, twilio), settings, planning, { accessLists });
}

function takeDown(domain: SipDomainResource, { twilio, memory, ownership }: DomainPlanning): Change[] {
  const { sid, domainName } = domain;
  const fate = fateOf(domain, ownership);
  if (fate === 'leave') return [];
  if (fate === 'delete') {
    return [step('delete', 'domain', domainName, () => ifThere(() => twilio.account.sip.domains(sid).remove()))];
  }
  const { accessLists: _, ...settings } = ownership.remembered.find((item) => item.sid === sid)?.settings ?? {};
  return [
    ...(fate === 'give-back' ? update(changeable(domain, twilio), settings) : []),
    forget(memory, { sid, name: domainName }),
  ];
}

function changeable(domain: SipDomainResource, { account }: TwilioClient): Changeable {
  const { sid, domainName: name } = domain;
  const save = (settings: Settings) => account.sip.domains(sid).update(settings);
  return { resource: 'domain', sid, name, actual: domain, save };
}
