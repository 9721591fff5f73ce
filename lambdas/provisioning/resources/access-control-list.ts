import { step } from '../change.ts';
import { ownerName } from '../ownership.ts';
import { ifThere } from '../twilio-failures.ts';
import type { ResourceKind, Resources } from './kind.ts';
import type { SipDomainResource } from './sip-domain.ts';

export interface DesiredList {
  friendlyName: string;
}

export interface AccessControlList {
  sid: string;
  friendlyName: string;
}

export type AccessControlLists = Resources<DesiredList, AccessControlList>;

export interface WithDomains {
  sipDomains: { found: readonly SipDomainResource[] };
}

/** The list that lets nobody call the SIP domain but the configured addresses. */
export const accessControlListKind: ResourceKind<DesiredList, AccessControlList, WithDomains> = {
  wanted: (_, { stage }) => [{ friendlyName: ownerName(stage) }],

  async read({ twilio, ownership: { owner } }) {
    const lists = await twilio.account.sip.ipAccessControlLists.list();
    return lists.filter(({ friendlyName }) => friendlyName === owner);
  },

  plan({ twilio, wanted, found, ownership, others }) {
    const lists = twilio.account.sip.ipAccessControlLists;
    const kept = keptList({ wanted, found });
    const missing = kept ? [] : wanted;
    const { begun, owner, takeOver } = ownership;
    const isTakeOver = others.sipDomains.found.some(({ domainName }) => takeOver.includes(domainName));
    const [stranger] = begun || isTakeOver ? [] : found;
    return {
      refusals: stranger && [
        `IP access control list "${owner}" (${stranger.sid}) was not made by this deployment: delete it, or deploy under another stage`,
      ],
      build: missing.map((list) =>
        step('create', 'list', list.friendlyName, async () => found.push(await lists.create(list))),
      ),
      takeDown: found
        .filter((list) => list !== kept)
        .map(({ sid, friendlyName }) => step('delete', 'list', friendlyName, () => ifThere(() => lists(sid).remove()))),
    };
  },

  checks: [],
};

/** The one list that stays; others of its name go. */
export function keptList({ wanted, found }: AccessControlLists): AccessControlList | undefined {
  return wanted.length > 0 ? found[0] : undefined;
}
