import type { VirtualClock } from '../world/clock/clock.ts';
import type { CallFaults } from './calls/call-faults.ts';
import type { Sids } from './sids.ts';
import type { SipPeer } from './sip-peer.ts';
import type { VoiceQueue } from './voice-queue.ts';
import type { WaitingLine } from './waiting-line.ts';
import type { Webhooks } from './webhooks.ts';

/** A SIP address that can be dialled. */
export interface DialableSipPeer {
  /** `host:port`. */
  address: string;
  /** The name to show. */
  name: string;
  peer: SipPeer;
}

/** What running a call needs. */
export interface VoiceServices {
  readonly clock: VirtualClock;
  readonly accountSid: string;
  readonly webhooks: Webhooks;
  readonly voiceQueue: VoiceQueue;
  /** By workflow SID. */
  readonly lines: ReadonlyMap<string, WaitingLine>;
  /** By address. */
  readonly sipPeers: ReadonlyMap<string, DialableSipPeer>;
  readonly newSid: Sids;
  /** How long a file plays. */
  readonly playSeconds: (url: string) => number;
  /** Whether `<Leave>` cancels the caller's task. */
  readonly leaveCancelsTask: () => boolean;
  readonly faults: CallFaults | undefined;
}
