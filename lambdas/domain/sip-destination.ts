import type { Configuration, QueueConfig } from './queue-config.ts';

export interface SipDestination {
  queue: QueueConfig;
  purpose: 'return' | 'choose-hold';
}

/** Which queue an INVITE to our SIP domain is for, by the user part of its address; `undefined` for a stranger's. */
export function sipDestination(configuration: Configuration, address: string | undefined): SipDestination | undefined {
  const user = /^<?sips?:([^@;?:<>]+)@/i.exec((address ?? '').trim())?.[1]?.toLowerCase();
  for (const queue of configuration.queues) {
    if (user === queue.callTarget.returnSipUser) return { queue, purpose: 'return' };
    if (user === queue.callTarget.chooseHoldSipUser) return { queue, purpose: 'choose-hold' };
  }
  return undefined;
}
