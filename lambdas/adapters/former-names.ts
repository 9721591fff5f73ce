import type { Configuration } from '../domain/queue-config.ts';
import type { CallbackRecords, RecordKey } from '../services.ts';

/**
 * The callback records of queues that once had other names. A record keeps the name under which it was accepted; this finds it
 * when it is asked for by the present name. Each change is conditional on the call, so trying one name after the other changes one
 * record at most.
 */
export function underFormerNames(records: CallbackRecords, { queues }: Configuration): CallbackRecords {
  const formerNames = new Map(queues.map((queue) => [queue.name, queue.formerNames]));
  if (queues.every((queue) => queue.formerNames.length === 0)) return records;
  const namesOf = (queue: string) => [queue, ...(formerNames.get(queue) ?? [])];
  const firstOf = async <Key extends Pick<RecordKey, 'queue'>, Outcome>(
    key: Key,
    change: (key: Key) => Promise<Outcome>,
  ): Promise<Outcome> => {
    const [own, ...former] = namesOf(key.queue);
    let outcome = await change({ ...key, queue: own });
    for (const queue of former) if (!outcome) outcome = await change({ ...key, queue });
    return outcome;
  };
  return {
    find: async (caller, queue) => {
      const found = await Promise.all(namesOf(queue).map((name) => records.find(caller, name)));
      const known = found.filter((record) => record !== undefined);
      return known.sort((one, other) => other.acceptedAtMs - one.acceptedAtMs)[0];
    },
    listOpen: async (queue) => (await Promise.all(namesOf(queue).map((name) => records.listOpen(name)))).flat(),
    request: (record, nowMs) => records.request(record, nowMs),
    move: (transition) => firstOf(transition, (named) => records.move(named)),
    reserveReturn: (record, callSid) => firstOf(record, (named) => records.reserveReturn(named, callSid)),
    noteLookUp: (record, nowMs) => firstOf(record, (named) => records.noteLookUp(named, nowMs)),
    claimLoss: (record, nowMs) => firstOf(record, (named) => records.claimLoss(named, nowMs)),
    closeLoss: (record, closing) => firstOf(record, (named) => records.closeLoss(named, closing)),
    claimLostTask: (record, nowMs) => firstOf(record, (named) => records.claimLostTask(named, nowMs)),
    noteLostTask: (record, task) => firstOf(record, (named) => records.noteLostTask(named, task)),
  };
}
