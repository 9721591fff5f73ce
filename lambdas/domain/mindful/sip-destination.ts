import type { CallTarget, Configuration, QueueConfig } from '../queue-config.ts';
import { sipHeader } from './sip-header.ts';

export interface SipDestination {
  queue: QueueConfig;
  purpose: 'return' | 'choose-hold';
}

/**
 * Which queue an INVITE to our SIP domain is for, by the user part of its address; `undefined` for a stranger's. Queues that share
 * an address are told apart by the header that Mindful has kept; without it the first of them stands in.
 */
export function sipDestination(
  configuration: Configuration,
  address: string | undefined,
  headers: ReadonlyMap<string, string> = new Map(),
): SipDestination | undefined {
  const user = /^<?sips?:([^@;?:<>]+)@/i.exec((address ?? '').trim())?.[1]?.toLowerCase();
  const returning = configuration.queues.filter(({ callTarget }) => user === callTarget.returnSipUser);
  const named = returning.find(({ name, callTarget }) => queueHeader(headers, callTarget) === name);
  const queue = named ?? returning[0];
  if (queue) return { queue, purpose: 'return' };
  const holding = configuration.queues.find(({ callTarget }) => user === callTarget.chooseHoldSipUser);
  return holding && { queue: holding, purpose: 'choose-hold' };
}

function queueHeader(headers: ReadonlyMap<string, string>, { queueHeaderName }: CallTarget): string | undefined {
  return queueHeaderName === undefined ? undefined : sipHeader(headers, queueHeaderName)?.trim();
}
