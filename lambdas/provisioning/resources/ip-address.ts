import { step } from '../change.ts';
import { apply, good, wrong } from '../finding.ts';
import { ifThere } from '../twilio-failures.ts';
import { type AccessControlLists, keptList } from './access-control-list.ts';
import { each, known, type ResourceKind } from './kind.ts';

/** `54.165.17.177/32` */
type Range = string;

export interface IpAddress {
  sid: string;
  range: Range;
  listSid: string;
}

/** The addresses that Mindful calls back from. */
export const ipAddressKind: ResourceKind<Range, IpAddress, { accessControlLists: AccessControlLists }> = {
  wanted: ({ twilio }) => twilio.mindfulAddresses,

  async read({ twilio, others }) {
    const addresses = await each(others.accessControlLists.found, async ({ sid: listSid }) => {
      const found = await twilio.account.sip.ipAccessControlLists(listSid).ipAddresses.list();
      return found.map(({ sid, ipAddress, cidrPrefixLength }) => ({
        ...{ sid, listSid },
        range: `${ipAddress}/${cidrPrefixLength}`,
      }));
    });
    return addresses.flat();
  },

  plan({ twilio, wanted, found, others }) {
    const lists = twilio.account.sip.ipAccessControlLists;
    const kept = keptList(others.accessControlLists);
    const present = found.filter(({ listSid }) => listSid === kept?.sid);
    const missing = wanted.filter((range) => !present.some((address) => address.range === range));
    const surplus = present.filter(
      ({ range }, index) => !wanted.includes(range) || present.findIndex((other) => other.range === range) !== index,
    );
    return {
      build: missing.map((range) =>
        step('add', 'address', range, () => {
          const [ipAddress = '', length] = range.split('/');
          const address = { friendlyName: `Mindful ${range}`, ipAddress, cidrPrefixLength: Number(length) };
          return lists(known(keptList(others.accessControlLists)).sid).ipAddresses.create(address);
        }),
      ),
      takeDown: surplus.map(({ sid, range, listSid }) =>
        step('delete', 'address', range, () => ifThere(() => lists(listSid).ipAddresses(sid).remove())),
      ),
    };
  },

  checks: [
    {
      name: "the access control list has Mindful's addresses and no other",
      look: ({ wanted, found, others }) => {
        const list = keptList(others.accessControlLists);
        if (!list) return good;
        const present = found.filter(({ listSid }) => listSid === list.sid).map(({ range }) => range);
        const missing = wanted.find((range) => !present.includes(range));
        if (missing) return wrong(`${missing} is missing, so calls from there are refused`, apply);
        const surplus = present.find((range) => !wanted.includes(range));
        return surplus ? wrong(`${surplus} may call as well`, apply) : good;
      },
    },
  ],
};
