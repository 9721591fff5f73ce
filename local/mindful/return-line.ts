/** Twilio's SIP domain, as Mindful reaches it. */
export interface ReturnLine {
  call(invitation: ReturnInvitation, listener: ReturnListener): void;
}

export interface ReturnInvitation {
  to: string;
  from: string;
  headers: Record<string, string>;
  sourceIp: string;
}

export interface ReturnListener {
  /** An agent is on the line. */
  onAgent(): void;
  /** The leg is over, or was refused. Called once. */
  onEnd(): void;
}
