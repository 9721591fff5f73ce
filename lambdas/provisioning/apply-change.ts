import type { Memory } from './memory.ts';
import type { Change, Update } from './plan.ts';
import type { Settings, TwilioResources } from './twilio-resources.ts';

/** SIDs of what earlier changes of the same plan created. */
interface Created {
  listSid?: string;
  domainSid?: string;
  sinkSid?: string;
}

export type ApplyChange = (change: Change) => Promise<void>;

/** Carries changes out, one request to Twilio each, in the plan's order. */
export function changeApplier(twilio: TwilioResources, memory: Memory): ApplyChange {
  const created: Created = {};
  return async (change) => {
    switch (change.kind) {
      case 'create-list':
        created.listSid = await twilio.createAccessList(change.friendlyName);
        return;
      case 'add-address':
        return twilio.addAddress(known(change.listSid ?? created.listSid), change.range);
      case 'delete-address':
        return twilio.deleteAddress(change.listSid, change.sid);
      case 'delete-list':
        return twilio.deleteAccessList(change.sid);
      case 'create-sink':
        created.sinkSid = await twilio.createSink(change.description, change.destination);
        return;
      case 'create-subscription':
        return twilio.createSubscription({ ...change, sinkSid: known(change.sinkSid ?? created.sinkSid) });
      case 'delete-subscription':
        return twilio.deleteSubscription(change.sid);
      case 'delete-sink':
        return twilio.deleteSink(change.sid);
      case 'forget':
        return memory.forget(change.sid);
      case 'update-number':
      case 'update-domain':
      case 'update-workspace':
        return update(change, twilio, memory);
      default:
        return changeDomain(change, twilio, created);
    }
  };
}

type DomainChange = Extract<
  Change,
  { kind: 'create-domain' | 'add-list-to-domain' | 'remove-list-from-domain' | 'delete-domain' }
>;

async function changeDomain(change: DomainChange, twilio: TwilioResources, created: Created): Promise<void> {
  switch (change.kind) {
    case 'create-domain':
      created.domainSid = await twilio.createDomain(change);
      return;
    case 'add-list-to-domain':
      return twilio.addListToDomain(
        known(change.domainSid ?? created.domainSid),
        known(change.listSid ?? created.listSid),
      );
    case 'remove-list-from-domain':
      return twilio.removeListFromDomain(change.domainSid, change.listSid);
    case 'delete-domain':
      return twilio.deleteDomain(change.sid);
  }
}

async function update({ kind, sid, differences, remember }: Update, twilio: TwilioResources, memory: Memory) {
  if (remember) await memory.remember(remember);
  const settings: Settings = Object.fromEntries(differences.map(({ field, to }) => [field, to]));
  if (differences.length === 0) return;
  if (kind === 'update-number') return twilio.updateNumber(sid, settings);
  if (kind === 'update-domain') return twilio.updateDomain(sid, settings);
  return twilio.updateWorkspace(sid, settings);
}

function known(sid: string | undefined): string {
  if (sid === undefined) throw new Error('a change needs what a later one creates: the plan is in the wrong order');
  return sid;
}
