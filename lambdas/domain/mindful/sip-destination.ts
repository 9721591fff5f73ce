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
  const { queues } = configuration;
  const returning = queues.filter(({ callTarget }) => user === callTarget.returnSipUser);
  const named = returning.find((queue) => isNamed(queue, queueHeader(headers, queue.callTarget)));
  const queue = named ?? returning[0] ?? formerly(queues, (name) => user === `return-${name}`);
  if (queue) return { queue, purpose: 'return' };
  const holding =
    queues.find(({ callTarget }) => user === callTarget.chooseHoldSipUser) ??
    formerly(queues, (name) => user === `hold-${name}`);
  return holding && { queue: holding, purpose: 'choose-hold' };
}

function isNamed({ name, formerNames }: QueueConfig, written: string | undefined): boolean {
  return written !== undefined && (written === name || formerNames.includes(written));
}

/** Mindful goes on calling the address of the old name until somebody changes it there. */
function formerly(queues: readonly QueueConfig[], isMeant: (name: string) => boolean): QueueConfig | undefined {
  return queues.find(({ formerNames }) => formerNames.some(isMeant));
}

function queueHeader(headers: ReadonlyMap<string, string>, { queueHeaderName }: CallTarget): string | undefined {
  return queueHeaderName === undefined ? undefined : sipHeader(headers, queueHeaderName)?.trim();
}
