import type { SipCall } from '../twilio/sip-domain.ts';

/** Twilio's SIP domain, as Mindful reaches it. */
export interface ReturnLine {
  call(invitation: SipCall, listener: ReturnListener): void;
}

export interface ReturnListener {
  /** An agent is on the line. */
  onAgent(): void;
  /** The leg is over, or was refused. Called once. */
  onEnd(): void;
}
